import { describe, expect, test } from '@jest/globals';
import { ActionError, asActionError, mergeErrors } from '../src/errors.ts';

const no = new ActionError('INPUT_INVALID', 'no');

test('an error has a code, a message, a title and its cause', () => {
  const cause = new Error('why');
  const error = new ActionError('NOT_FOUND', 'There is none.', cause);
  expect(error).toMatchObject({ name: 'ActionError', code: 'NOT_FOUND', message: 'There is none.', cause });
  expect(error.title).toBe('No such image');
  expect('cause' in no).toBe(false);
});

describe('anything that is thrown becomes an error of the action', () => {
  test('its own stays itself', () => expect(asActionError(no)).toBe(no));

  test.each([
    { name: 'an error', thrown: new TypeError('x is not a function'), says: 'x is not a function' },
    { name: 'a text', thrown: 'oops', says: 'oops' },
    { name: 'nothing', thrown: undefined, says: 'undefined' },
  ])('$name is a defect', ({ thrown, says }) => {
    const error = asActionError(thrown);
    expect(error.code).toBe('INTERNAL');
    expect(error.message).toContain(says);
    expect(error.cause).toBe(thrown);
  });
});

describe('several problems are one error', () => {
  const same = new ActionError('INPUT_INVALID', 'no');
  const more = new ActionError('INPUT_INVALID', 'nor this');
  const other = new ActionError('NOT_FOUND', 'there is none');
  test.each([
    { name: 'one stays itself', problems: [no], code: 'INPUT_INVALID', message: 'no' },
    { name: 'one line each', problems: [no, more], code: 'INPUT_INVALID', message: 'no\nnor this' },
    { name: 'each once', problems: [no, same, more], code: 'INPUT_INVALID', message: 'no\nnor this' },
    {
      name: 'another code is named',
      problems: [other, no],
      code: 'NOT_FOUND',
      message: 'there is none\nINPUT_INVALID: no',
    },
    {
      name: 'what to do is said once, below those that it is for',
      problems: [
        new ActionError('UNAUTHORIZED', 'Could not read a/web: a answered "401". Log in. Then run again.'),
        other,
        new ActionError('UNAUTHORIZED', 'Could not read a/api: a answered "401". Log in. Then run again.'),
      ],
      code: 'UNAUTHORIZED',
      message:
        'Could not read a/web: a answered "401".\nCould not read a/api: a answered "401".\nLog in. Then run again.\nNOT_FOUND: there is none',
    },
    {
      name: 'requests that failed alike are one message from five images on',
      problems: ['a', 'b', 'c', 'd', 'e'].map(
        (name) => new ActionError('UNAUTHORIZED', `Could not read x/${name}:1.0.0: x answered "401". Log in.`),
      ),
      code: 'UNAUTHORIZED',
      message:
        'Could not read 5 images: x answered "401". Log in. Images of x/: a:1.0.0, b:1.0.0, c:1.0.0, d:1.0.0, e:1.0.0.',
    },
    {
      name: 'what is said of five images and more is said once',
      problems: ['a', 'b', 'c', 'd', 'e'].flatMap((name) => [
        new ActionError('NO_PREVIOUS', `x/${name}: prod has no previous image. Set version.`),
        new ActionError('NOT_FOUND', `x/${name} has no environment prd.`),
      ]),
      code: 'NO_PREVIOUS',
      message:
        'prod has no previous image. Set version. Images of x/: a, b, c, d, e.\nNOT_FOUND: 5 images have no environment prd. Images of x/: a, b, c, d, e.',
    },
    {
      name: 'each keeps a sentence of its own, though it be the end of another',
      problems: [new ActionError('NOT_FOUND', 'Look there.'), new ActionError('NOT_FOUND', 'It is gone. Look there.')],
      code: 'NOT_FOUND',
      message: 'Look there.\nIt is gone. Look there.',
    },
    {
      name: 'a version is no end of a sentence',
      problems: [new ActionError('NOT_FOUND', 'a has no 1.2.3'), new ActionError('NOT_FOUND', 'b has no 1.2.3')],
      code: 'NOT_FOUND',
      message: 'a has no 1.2.3\nb has no 1.2.3',
    },
  ])('$name', ({ problems, code, message }) => expect(mergeErrors(problems)).toMatchObject({ code, message }));

  test('without a problem it throws', () => expect(() => mergeErrors([])).toThrow('needs a problem'));
});
