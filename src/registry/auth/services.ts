import { apiHost } from '../../image/reference.ts';
import { vendorOfHost } from '../errors/vendors.ts';
import type { Challenge } from './challenge.ts';

const bearer = (realm: string, service: string): Challenge => ({ scheme: 'bearer', params: { realm, service } });

/**
 * Returns the challenge of a service whose token server is publicly known, so that the token is requested first, not
 * after a refusal. All of them are on HTTPS, and are the realms that these services name in their challenges:
 * - GHCR: devcontainers/cli#341
 * - Docker Hub: https://docs.docker.com/docker-hub/usage/pulls/#view-pull-rate-and-limit
 * - Quay: GoogleContainerTools/skaffold#7048
 * - GitLab.com: deitch/docker_registry2#14
 * - Artifact Registry, with the hosts of Container Registry: jupyterhub/binderhub#1586
 * - ECR takes Basic: https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html#registry_auth_http
 * @param registry the registry's name; with a port other than 443 it is not the service
 * @returns null for any other registry
 */
export function knownChallenge(registry: string): Challenge | null {
  const host = apiHost(registry.toLowerCase()).replace(/:443$/, '');
  switch (host.startsWith('containers.') ? null : vendorOfHost(registry)) {
    case 'ghcr':
      return bearer('https://ghcr.io/token', 'ghcr.io');
    case 'hub':
      return bearer('https://auth.docker.io/token', 'registry.docker.io');
    case 'quay':
      return bearer('https://quay.io/v2/auth', 'quay.io');
    case 'gitlab':
      return bearer('https://gitlab.com/jwt/auth', 'container_registry');
    case 'gar':
      return bearer(`https://${host}/v2/token`, host);
    case 'ecr':
      return { scheme: 'basic', params: {} };
    default:
      return null;
  }
}
