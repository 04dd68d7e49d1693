import { describe, expect, it } from 'vitest';
import { repositoryFiles, type TextFile, withoutComments } from './repository.ts';

const HAN = /\p{Script=Han}/gu;

/** Frequent characters that only simplified Chinese writes; those that both scripts know (后, 里, 台) are left out. */
const SIMPLIFIED =
  /[这为们发请对说时过还个没门问间实现关开东书买卖见证据单费规则务让应处业长进样当无线电话认识议记录审从来会给经结级约红纪绝统继续绩绿维网总边达运远连选适递邮释钟钱铁错锁阅队阶际陆险随难预领频题额风飞马验动劳势协货质损赔赏责败账贵资转软载轮输办点热状独环确码离种积称签简类终编]/gu;

function foreignCharacters(files: readonly TextFile[], locale: string, foreign: RegExp): string[] {
  return files
    .filter(({ path }) => path.startsWith('src/web/words/') && path.endsWith(`/${locale}.ts`))
    .flatMap(({ path, text }) => [...withoutComments(text).matchAll(foreign)].map(([found]) => `${path}: ${found}`));
}

describe('the words of the pages', () => {
  it('are English in English', () => {
    expect(foreignCharacters(repositoryFiles(), 'en', HAN)).toEqual([]);
  });

  it('are written in traditional characters in zh-TW', () => {
    expect(foreignCharacters(repositoryFiles(), 'zh-TW', SIMPLIFIED)).toEqual([]);
  });

  it('would be caught if they were not', () => {
    const files = repositoryFiles();
    expect(foreignCharacters(files, 'zh-CN', HAN).length).toBeGreaterThan(1000);
    expect(foreignCharacters(files, 'zh-CN', SIMPLIFIED).length).toBeGreaterThan(1000);
  });
});
