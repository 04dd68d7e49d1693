/**
 * Marks a promise as React's `use` does once it has seen it through, so that what has been loaded beforehand is shown
 * at once. Otherwise React first shows the fallback, and then keeps it for a third of a second lest the page flickers.
 */
export function tracked<T>(promise: Promise<T>): Promise<T> {
  promise.then(
    (value) => Object.assign(promise, { status: 'fulfilled', value }),
    // A failure is reported where it is awaited.
    () => undefined,
  );
  return promise;
}
