import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import type { Tongue } from './saying.ts';

const font = (weight: string) =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`));

const INK = '#1d1b16';
const SOFT = '#6b6759';
const LINE = '#d7d3c8';
const RED = '#a3262a';

/** A4 in points, and how wide the text is. */
const PAGE = { width: 595.28, height: 841.89, side: 62, top: 64, bottom: 84 };
const WIDTH = PAGE.width - 2 * PAGE.side;
const LABEL = 124;

/** What a document is drawn with: paragraphs, rows of a table, headings. */
export interface Sheet {
  readonly house: (house: string, title: string, note: string | null) => void;
  readonly heading: (text: string) => void;
  readonly row: (label: string, value: string) => void;
  readonly paragraph: (text: string) => void;
  readonly item: (mark: string, text: string, note: string | null) => void;
  /** Ends the document: footers on every page, then its bytes. */
  readonly finish: (footer: Footer) => Promise<Buffer>;
}

interface Footer {
  readonly left: string;
  readonly page: (page: number, pages: number) => string;
}

interface Described {
  readonly title: string;
  readonly tongue: Tongue;
  /** When what it says was said: the same document is the same bytes, whenever it is drawn. */
  readonly at: number;
}

function newDocument({ title, tongue, at }: Described): PDFKit.PDFDocument {
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: PAGE.top, bottom: PAGE.bottom, left: PAGE.side, right: PAGE.side },
    bufferPages: true,
    // What compression makes of the same bytes differs between versions of zlib; the zip around it compresses anyway.
    compress: false,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: tongue,
    info: { Title: title, Producer: 'Gongdao', Creator: 'Gongdao', CreationDate: new Date(at) },
  });
  doc.registerFont('text', font('400Regular'));
  doc.registerFont('strong', font('700Bold'));
  return doc.font('text').fontSize(10.5).fillColor(INK).lineGap(3.5);
}

function bytesOf(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
    doc.end();
  });
}

/** Begins a new page where what follows would be torn from its beginning. */
function keep(doc: PDFKit.PDFDocument, height: number): void {
  if (doc.y + height > PAGE.height - PAGE.bottom) doc.addPage();
}

function drawHouse(doc: PDFKit.PDFDocument, [house, title, note]: readonly [string, string, string | null]): void {
  doc.font('strong').fontSize(15).fillColor(RED).text(house, { align: 'center', characterSpacing: 2 });
  doc.moveDown(0.2).fontSize(23).text(title, { align: 'center', characterSpacing: 0 });
  if (note) doc.font('text').fontSize(11).text(note, { align: 'center' });
  const y = doc.y + 10;
  doc
    .lineWidth(2)
    .strokeColor(RED)
    .moveTo(PAGE.side, y)
    .lineTo(PAGE.side + WIDTH, y)
    .stroke();
  doc
    .lineWidth(0.6)
    .moveTo(PAGE.side, y + 3.5)
    .lineTo(PAGE.side + WIDTH, y + 3.5)
    .stroke();
  doc.font('text').fontSize(10.5).fillColor(INK);
  doc.y = y + 16;
}

function drawRow(doc: PDFKit.PDFDocument, label: string, value: string): void {
  const inner = WIDTH - LABEL;
  keep(doc, Math.min(doc.heightOfString(value, { width: inner }), 60) + 8);
  const y = doc.y;
  doc.fillColor(SOFT).text(label, PAGE.side, y, { width: LABEL - 14 });
  const below = doc.y;
  doc.fillColor(INK).text(value, PAGE.side + LABEL, y, { width: inner });
  const line = Math.max(below, doc.y) + 1;
  doc
    .lineWidth(0.5)
    .strokeColor(LINE)
    .moveTo(PAGE.side, line)
    .lineTo(PAGE.side + WIDTH, line)
    .stroke();
  doc.x = PAGE.side;
  doc.y = line + 4;
}

function drawItem(doc: PDFKit.PDFDocument, [mark, text, note]: readonly [string, string, string | null]): void {
  keep(doc, 36);
  const indent = PAGE.side + 26;
  doc.fillColor(SOFT).text(mark, PAGE.side, doc.y, { width: 22, continued: false });
  doc.moveUp();
  doc.fillColor(INK).text(text, indent, doc.y, { width: WIDTH - 26 });
  if (note)
    doc
      .fontSize(9)
      .fillColor(SOFT)
      .text(note, indent, doc.y, { width: WIDTH - 26 })
      .fontSize(10.5)
      .fillColor(INK);
  doc.x = PAGE.side;
  doc.y += 3;
}

function drawFooters(doc: PDFKit.PDFDocument, { left, page }: Footer): void {
  const { count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(index);
    // Written below the margin, where text would otherwise begin a new page.
    doc.page.margins.bottom = 0;
    const y = PAGE.height - 62;
    doc
      .lineWidth(0.5)
      .strokeColor(LINE)
      .moveTo(PAGE.side, y)
      .lineTo(PAGE.side + WIDTH, y)
      .stroke();
    doc.font('text').fontSize(8).fillColor(SOFT).lineGap(1);
    doc.text(left, PAGE.side, y + 7, { width: WIDTH - 90 });
    doc.text(page(index + 1, count), PAGE.side + WIDTH - 84, y + 7, { width: 84, align: 'right' });
  }
}

export function newSheet(described: Described): Sheet {
  const doc = newDocument(described);
  return {
    house: (...lines) => drawHouse(doc, lines),
    heading: (text) => {
      keep(doc, 64);
      doc.y += 10;
      doc.font('strong').fontSize(12).fillColor(RED).text(text, PAGE.side, doc.y, { width: WIDTH });
      doc.font('text').fontSize(10.5).fillColor(INK);
      doc.y += 3;
    },
    row: (label, value) => drawRow(doc, label, value),
    paragraph: (text) => {
      doc.fillColor(INK).text(text, PAGE.side, doc.y, { width: WIDTH });
      doc.y += 3;
    },
    item: (...parts) => drawItem(doc, parts),
    finish: (footer) => {
      drawFooters(doc, footer);
      return bytesOf(doc);
    },
  };
}
