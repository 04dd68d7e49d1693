import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ask, newKey } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import type { CaptureCode } from '../api/shapes.ts';
import { useWords } from '../language/words.ts';
import { Button } from './button.tsx';
import { Dialog, DialogFoot } from './dialog.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import './capture.css';

interface CaptureProps {
  readonly claimId: string;
  readonly onClose: () => void;
  /** A file in which the code is to be seen, and the code. */
  readonly onTaken: (file: File, code: string) => void;
}

/** What films write: only this is taken by the service, and not every browser can. */
const FILM_TYPE = 'video/mp4';
const FRAME_RATE = 24;
const LONGEST_FILM_MS = 60_000;

function canFilm(): boolean {
  return typeof MediaRecorder !== 'undefined' && MediaRecorder.isTypeSupported(FILM_TYPE);
}

function useCode(claimId: string) {
  const [code, setCode] = useState<CaptureCode | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  useEffect(() => {
    let gone = false;
    const path = `/v1/claims/${encodeURIComponent(claimId)}/capture-code`;
    ask<CaptureCode>({ method: 'POST', path, body: {}, idempotencyKey: newKey() }).then(
      (given) => !gone && setCode(given),
      (error: unknown) => !gone && error instanceof ApiProblem && setProblem(error),
    );
    return () => {
      gone = true;
    };
  }, [claimId]);
  return { code, problem };
}

/** The camera behind the phone where there is one; null until it is open, false where it cannot be had. */
function useCamera(): MediaStream | null | false {
  const [stream, setStream] = useState<MediaStream | null | false>(null);
  useEffect(() => {
    let opened: MediaStream | null = null;
    let gone = false;
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    const video = { facingMode: 'environment', width: { ideal: 1920 } };
    const asked = devices ? devices.getUserMedia({ video }) : Promise.reject(new Error('no camera'));
    asked.then(
      (given) => {
        opened = given;
        if (gone) for (const track of given.getTracks()) track.stop();
        else setStream(given);
      },
      () => !gone && setStream(false),
    );
    return () => {
      gone = true;
      for (const track of opened?.getTracks() ?? []) track.stop();
    };
  }, []);
  return stream;
}

/** The camera's picture with the code written into it, so that it cannot be taken off. */
function drawFrame(canvas: HTMLCanvasElement, video: HTMLVideoElement, code: string): void {
  const context = canvas.getContext('2d');
  if (!context || video.videoWidth === 0) return;
  if (canvas.width !== video.videoWidth) {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
  }
  context.drawImage(video, 0, 0);
  const size = Math.round(canvas.height / 12);
  context.font = `700 ${size}px monospace`;
  const width = context.measureText(code).width;
  context.fillStyle = 'rgb(0 0 0 / 72%)';
  context.fillRect(0, canvas.height - size * 1.6, width + size, size * 1.6);
  context.fillStyle = '#ffffff';
  context.fillText(code, size / 2, canvas.height - size * 0.5);
}

function useFrames(stream: MediaStream | null | false, code: string | undefined) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!stream || code === undefined) return;
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    void video.play();
    const timer = setInterval(() => canvas.current && drawFrame(canvas.current, video, code), 1000 / FRAME_RATE);
    return () => {
      clearInterval(timer);
      video.srcObject = null;
    };
  }, [stream, code]);
  return canvas;
}

function photograph(canvas: HTMLCanvasElement, code: string, take: (file: File) => void): void {
  canvas.toBlob(
    (blob) => blob && take(new File([blob], `live-${code}.jpg`, { type: 'image/jpeg' })),
    'image/jpeg',
    0.92,
  );
}

/** Films until it is called; the film is then given to `take`. */
function film(canvas: HTMLCanvasElement, code: string, take: (file: File) => void): () => void {
  const recorder = new MediaRecorder(canvas.captureStream(FRAME_RATE), { mimeType: FILM_TYPE });
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => void pieces.push(data);
  recorder.onstop = () => take(new File(pieces, `live-${code}.mp4`, { type: FILM_TYPE }));
  recorder.start();
  const timer = setTimeout(() => recorder.stop(), LONGEST_FILM_MS);
  return () => {
    clearTimeout(timer);
    if (recorder.state !== 'inactive') recorder.stop();
  };
}

/** Where there is no camera to be had: the code is written on paper and laid beside the goods. */
function OnPaper({ code, onTaken }: { code: string; onTaken: (file: File) => void }): ReactNode {
  const { capture: words } = useWords('common');
  return (
    <div className="stack">
      <p>{words.onPaper(code)}</p>
      <input
        type="file"
        accept="image/*"
        capture="environment"
        aria-label={words.photograph}
        onChange={(event) => event.target.files?.[0] && onTaken(event.target.files[0])}
      />
    </div>
  );
}

/** Photographs or films with a code in the picture, which says that it is new. */
export function CaptureDialog({ claimId, onClose, onTaken }: CaptureProps): ReactNode {
  const { capture: words, cancel, loading } = useWords('common');
  const { code, problem } = useCode(claimId);
  const camera = useCamera();
  const canvas = useFrames(camera, code?.code);
  const [stop, setStop] = useState<{ now: () => void } | null>(null);
  const taken = (file: File) => {
    if (code) onTaken(file, code.code);
    onClose();
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="stack capture">
        <p className="quiet">{words.explain}</p>
        <ProblemAlert problem={problem} />
        {code && (
          <p>
            {words.code} <strong className="capture-code">{code.code}</strong>
          </p>
        )}
        {camera === null && !problem && <p className="quiet">{loading}</p>}
        {camera && code && <canvas ref={canvas} aria-label={words.preview} role="img" />}
        {camera === false && code && <OnPaper code={code.code} onTaken={taken} />}
        <DialogFoot>
          <Button onClick={onClose}>{cancel}</Button>
          {camera && code && canFilm() && (
            <Button
              onClick={() => {
                if (stop) stop.now();
                else if (canvas.current) setStop({ now: film(canvas.current, code.code, taken) });
              }}
            >
              {stop ? words.stop : words.film}
            </Button>
          )}
          {camera && code && !stop && (
            <Button tone="primary" onClick={() => canvas.current && photograph(canvas.current, code.code, taken)}>
              {words.photograph}
            </Button>
          )}
        </DialogFoot>
      </div>
    </Dialog>
  );
}
