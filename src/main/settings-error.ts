/** A setting that cannot be used; the message is a sentence for whoever set it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
