// What the dump of the schema is made of, read from PostgreSQL's catalog. Names come quoted and, outside of the
// schema public, qualified. Sorted by code point, so that the server's locale does not show.

import { type Queryable, query } from './database.ts';

/** An object that is one statement already. */
export type Whole = { ddl: string };
export type Grant = { object: string; grantee: string; privileges: string };
export type Comment = { object: string; comment: string };

export type FunctionRow = { signature: string; kind: 'function' | 'procedure'; ddl: string; public: boolean };

export type TableRow = {
  id: number;
  name: string;
  unlogged: boolean;
  partition_key: string | null;
  parent: string | null;
  bound: string | null;
  options: string[] | null;
};

export type ColumnRow = {
  id: number;
  name: string;
  type: string;
  collation: string | null;
  not_null: boolean;
  expression: string | null;
  identity: '' | 'a' | 'd';
  generated: '' | 's' | 'v';
};

/** A constraint, index, trigger or statistics object of the table `id`. */
export type PartRow = { id: number; ddl: string };

export type Catalog = {
  extensions: Whole[];
  schemas: Whole[];
  types: Whole[];
  sequences: Whole[];
  functions: FunctionRow[];
  tables: TableRow[];
  columns: ColumnRow[];
  constraints: PartRow[];
  additions: PartRow[];
  views: Whole[];
  comments: Comment[];
  grants: Grant[];
};

export async function readCatalog(db: Queryable): Promise<Catalog> {
  return {
    extensions: await query(db, extensions),
    schemas: await query(db, schemas),
    types: await query(db, types),
    sequences: await query(db, sequences),
    functions: await query(db, functions),
    tables: await query(db, tables),
    columns: await query(db, columns),
    constraints: await query(db, constraints),
    additions: await query(db, additions),
    views: await query(db, views),
    comments: await query(db, comments),
    grants: await query(db, grants),
  };
}

/** Neither the server's own objects nor those an extension brought. */
const ours = (namespace: string, id: string) =>
  `${namespace} in (select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema')
   and not exists (select from pg_depend extension where extension.objid = ${id} and extension.deptype = 'e')`;

const extensions = `
  select format('create extension %I;', extname) as ddl
    from pg_extension where extname <> 'plpgsql' order by extname collate "C"`;

const schemas = `
  select format('create schema %I;', nspname) as ddl
    from pg_namespace n
   where nspname <> 'public' and ${ours('n.oid', 'n.oid')} order by nspname collate "C"`;

const types = `
  select case t.typtype
           when 'e' then format('create type %s as enum (%s);', t.oid::regtype,
             (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
           when 'd' then concat('create domain ', t.oid::regtype, ' as ', format_type(t.typbasetype, t.typtypmod),
             case when t.typnotnull then ' not null' end, ' default ' || t.typdefault,
             (select string_agg(format(' constraint %I %s', conname, pg_get_constraintdef(oid)), '' order by conname)
                from pg_constraint where contypid = t.oid and contype = 'c'), ';')
           else format('create type %s as (%s);', t.oid::regtype,
             (select string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' order by attnum)
                from pg_attribute where attrelid = t.typrelid and attnum > 0 and not attisdropped))
         end as ddl
    from pg_type t left join pg_class r on r.oid = t.typrelid
   where (t.typtype in ('e', 'd') or (t.typtype = 'c' and r.relkind = 'c')) and ${ours('t.typnamespace', 't.oid')}
   order by t.oid::regtype::text collate "C"`;

/** Those behind identity columns are part of their column. */
const sequences = `
  select format('create sequence %s as %s;', c.oid::regclass, format_type(s.seqtypid, null)) as ddl
    from pg_sequence s join pg_class c on c.oid = s.seqrelid
   where not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i')
     and ${ours('c.relnamespace', 'c.oid')}
   order by c.oid::regclass::text collate "C"`;

const functions = `
  select p.oid::regprocedure::text as signature,
         case p.prokind when 'p' then 'procedure' else 'function' end as kind,
         pg_get_functiondef(p.oid) as ddl,
         p.proacl is null or exists (select from aclexplode(p.proacl) where grantee = 0) as public
    from pg_proc p
   where p.prokind in ('f', 'p') and ${ours('p.pronamespace', 'p.oid')}
   order by p.oid::regprocedure::text collate "C"`;

const tables = `
  select c.oid::bigint as id, c.oid::regclass::text as name, c.relpersistence = 'u' as unlogged,
         pg_get_partkeydef(c.oid) as partition_key, i.inhparent::regclass::text as parent,
         pg_get_expr(c.relpartbound, c.oid) as bound, c.reloptions as options
    from pg_class c left join pg_inherits i on i.inhrelid = c.oid and c.relispartition
   where c.relkind in ('r', 'p') and ${ours('c.relnamespace', 'c.oid')}
   order by c.oid::regclass::text collate "C"`;

const columns = `
  select a.attrelid::bigint as id, quote_ident(a.attname) as name, format_type(a.atttypid, a.atttypmod) as type,
         case when a.attcollation <> t.typcollation then a.attcollation::regcollation::text end as collation,
         a.attnotnull as not_null, pg_get_expr(d.adbin, d.adrelid) as expression,
         a.attidentity::text as identity, a.attgenerated::text as generated
    from pg_attribute a
    join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where a.attnum > 0 and not a.attisdropped
   order by a.attrelid, a.attnum`;

/** Without NOT NULL, a constraint of its own only since PostgreSQL 18, and without what a partition inherits. */
const constraints = `
  select conrelid::bigint as id, format('constraint %I %s', conname, pg_get_constraintdef(oid)) as ddl
    from pg_constraint
   where conrelid <> 0 and conparentid = 0 and conislocal and contype in ('p', 'u', 'x', 'c', 'f')
   order by position(contype::text in 'puxcf'), conname collate "C"`;

/** What stands after its table: indexes that no constraint made, statistics, triggers. */
const additions = `
  select id, ddl || ';' as ddl from (
    select 1 as place, i.indrelid::bigint as id, pg_get_indexdef(i.indexrelid) as ddl
      from pg_index i join pg_class c on c.oid = i.indexrelid
     where not c.relispartition
       and not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u', 'x'))
    union all
    select 2, stxrelid::bigint, pg_get_statisticsobjdef(oid) from pg_statistic_ext
    union all
    select 3, tgrelid::bigint, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal and tgparentid = 0
  ) addition
  order by place, ddl collate "C"`;

const views = `
  select format('create %s %s as%s', case c.relkind when 'm' then 'materialized view' else 'view' end,
                c.oid::regclass, E'\\n' || pg_get_viewdef(c.oid, true)) as ddl
    from pg_class c
   where c.relkind in ('v', 'm') and ${ours('c.relnamespace', 'c.oid')}
   order by c.oid::regclass::text collate "C"`;

const relationWord = `case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                                     when 'i' then 'index' when 'I' then 'index' else 'table' end`;

const comments = `
  select object, comment from (
    select ${relationWord} || ' ' || c.oid::regclass as object, obj_description(c.oid, 'pg_class') as comment, 0 as place
      from pg_class c where ${ours('c.relnamespace', 'c.oid')}
    union all
    select format('column %s.%I', c.oid::regclass, a.attname), col_description(c.oid, a.attnum), a.attnum
      from pg_class c join pg_attribute a on a.attrelid = c.oid
     where a.attnum > 0 and not a.attisdropped and ${ours('c.relnamespace', 'c.oid')}
    union all
    select format('%s %s', case p.prokind when 'p' then 'procedure' else 'function' end, p.oid::regprocedure),
           obj_description(p.oid, 'pg_proc'), 0
      from pg_proc p where ${ours('p.pronamespace', 'p.oid')}
    union all
    select format('type %s', t.oid::regtype), obj_description(t.oid, 'pg_type'), 0
      from pg_type t where ${ours('t.typnamespace', 't.oid')}
  ) described
  where comment is not null
  order by place = 0 desc, split_part(object, '.', 1) collate "C", place, object collate "C"`;

/** To others than the owner, whose name differs from one installation to the next. MAINTAIN is new in 17: left out. */
const grants = `
  select object, coalesce(quote_ident(rolname), 'public') as grantee,
         string_agg(lower(privilege_type) || columns, ', ' order by privilege_type, columns) as privileges
    from (
      select case c.relkind when 'S' then 'sequence ' else 'table ' end || c.oid::regclass as object, '' as columns,
             c.relowner as owner, acl.*
        from pg_class c, aclexplode(c.relacl) acl where ${ours('c.relnamespace', 'c.oid')}
      union all
      select 'table ' || c.oid::regclass, format(' (%I)', a.attname), c.relowner, acl.*
        from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) acl
       where ${ours('c.relnamespace', 'c.oid')}
      union all
      select 'function ' || p.oid::regprocedure, '', p.proowner, acl.*
        from pg_proc p, aclexplode(p.proacl) acl where acl.grantee <> 0 and ${ours('p.pronamespace', 'p.oid')}
    ) granted
    left join pg_roles r on r.oid = grantee
   where grantee <> owner and privilege_type <> 'MAINTAIN'
   group by object, rolname
   order by object collate "C", rolname collate "C" nulls first`;
