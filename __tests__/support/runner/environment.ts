import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

/**
 * The environment of a test file: jest's for Node, whose global object is an ordinary one. jest's own is a proxy, and each
 * use of `Math` or `Buffer` by a test or by what it tests goes through it: a quarter of the time of the unit tests.
 */
export default class PlainGlobals extends TestEnvironment {
  constructor(...args: ConstructorParameters<typeof TestEnvironment>) {
    const { createContext } = vm;
    // the constructor calls it once. https://nodejs.org/api/vm.html#vmconstantsdont_contextify
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...args);
    } finally {
      vm.createContext = createContext;
    }
  }
}
