import { join } from 'node:path';
import { Conversion, FilePathSource, FilePathTarget, Input, MP4, Mp4OutputFormat, Output } from 'mediabunny';
import { type Decoded, type DecodeJob, Undecodable } from './decoded.ts';

function notRemade(cause?: unknown): Undecodable {
  return new Undecodable('damaged', cause);
}

/**
 * The same sound and pictures in a container written anew: places, makers, timed metadata tracks and bytes that belong to
 * no track stay behind.
 */
export async function decodeVideo({ path, folder }: DecodeJob): Promise<Decoded> {
  const name = 'view.mp4';
  const input = new Input({ source: new FilePathSource(path), formats: [MP4] });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track || !((await input.computeDuration()) > 0)) throw notRemade();
    const output = new Output({
      format: new Mp4OutputFormat({ fastStart: false }),
      target: new FilePathTarget(join(folder, name)),
    });
    const conversion = await Conversion.init({ input, output, tags: {}, showWarnings: false });
    if (!conversion.isValid) throw notRemade();
    await conversion.execute();
    const { displayWidth: width, displayHeight: height } = track;
    const view = { kind: 'view', number: 0, name, contentType: 'video/mp4', width, height } as const;
    return { made: [view], pages: null, pictureHash: null, takenAt: null, traces: [] };
  } catch (error) {
    throw error instanceof Undecodable ? error : notRemade(error);
  } finally {
    input.dispose();
  }
}
