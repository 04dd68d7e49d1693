import type { Instant } from '../domain/time.ts';
import { execute, jsonParameter, type Queryable, query } from './database.ts';

/** A text in each language that the product speaks. */
export type InLanguages = { readonly 'zh-CN': string; readonly 'zh-TW': string; readonly en: string };

/** What staff say again and again. */
export interface MessageTemplate {
  readonly id: string;
  readonly names: InLanguages;
  readonly words: InLanguages;
  readonly usedFor: readonly string[];
  readonly updatedAt: Instant;
  /** Null for what came with the product. */
  readonly updatedBy: string | null;
}

export type TemplateContent = Omit<MessageTemplate, 'updatedAt' | 'updatedBy'> & { readonly updatedBy: string };

const COLUMNS = `id, names, words, used_for as "usedFor", updated_at as "updatedAt", updated_by as "updatedBy"`;

/** More than this nobody finds anything in. */
export const MOST_TEMPLATES = 100;

export async function messageTemplates(db: Queryable): Promise<MessageTemplate[]> {
  return query<MessageTemplate>(db, `select ${COLUMNS} from message_template order by id limit ${MOST_TEMPLATES}`);
}

function valuesOf({ id, names, words, usedFor, updatedBy }: TemplateContent): unknown[] {
  return [id, jsonParameter(names), jsonParameter(words), usedFor, updatedBy];
}

/** Null where there are too many already. */
export async function addMessageTemplate(db: Queryable, content: TemplateContent): Promise<MessageTemplate | null> {
  const [added] = await query<MessageTemplate>(
    db,
    `insert into message_template (id, names, words, used_for, updated_by)
     select $1, $2::jsonb, $3::jsonb, $4::text[], $5
      where (select count(*) from message_template) < ${MOST_TEMPLATES}
     returning ${COLUMNS}`,
    valuesOf(content),
  );
  return added ?? null;
}

/** Null where there is none of this id. */
export async function changeMessageTemplate(db: Queryable, content: TemplateContent): Promise<MessageTemplate | null> {
  const [changed] = await query<MessageTemplate>(
    db,
    `update message_template
        set names = $2::jsonb, words = $3::jsonb, used_for = $4::text[], updated_by = $5, updated_at = clock_timestamp()
      where id = $1 returning ${COLUMNS}`,
    valuesOf(content),
  );
  return changed ?? null;
}

export async function removeMessageTemplate(db: Queryable, id: string): Promise<boolean> {
  return (await execute(db, 'delete from message_template where id = $1', [id])) === 1;
}
