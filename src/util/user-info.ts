/** The shortest password that is masked, in characters. */
const MIN_PASSWORD = 6;

/**
 * Returns the passwords in a text that holds references such as `user:password@host/name`: as written, and decoded where
 * they are percent-encoded. A text before an `@` without a colon counts, too: it may be a token.
 */
export function passwordsIn(text: string): string[] {
  const passwords = text.split(/[\s,]+/).flatMap((word) => {
    const userInfo = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(.*)(?:@|%(?:25)*40)(?!sha\d+:)/i.exec(word)?.[1];
    if (userInfo === undefined) return [];
    const password = /^[^:]*?(?::|%(?:25)*3a)(.*)$/i.exec(userInfo)?.[1] ?? userInfo;
    // a path before an @ is no token
    if (password === userInfo && password.includes('/')) return [];
    return [password, decoded(password), decoded(decoded(password))];
  });
  return [...new Set(passwords)].filter((password) => password.length >= MIN_PASSWORD);
}

/** Returns a text with its percent-encoded characters decoded; the text itself where they cannot be. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
