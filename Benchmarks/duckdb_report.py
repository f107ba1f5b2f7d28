"""The table of the measurement in DuckDB: leads, MQLs and SQLs per source.

Usage: duckdb_report.py FOLDER THREADS [minute|iso|day-first [canonical|mapped|gzip]]
"""

import sys

import duckdb

folder, threads = sys.argv[1], int(sys.argv[2])
form, tables = sys.argv[3:] if len(sys.argv) > 4 else ("minute", "canonical")
moment = {"minute": "timestamp", "iso": "timestamptz", "day-first": "timestamp"}[form]
forms = ", timestampformat = '%d-%m-%Y %H:%M', dateformat = '%d-%m-%Y'" if form == "day-first" else ""
# What a column is called makes no difference to the work.
lead_names = activity_names = ""
if tables == "mapped":
    lead_names = """, names = ['lead_id', 'created_at', 'source', 'medium', 'campaign', 'email', 'first_name',
      'last_name', 'job_title', 'company', 'industry', 'employees', 'country']"""
    activity_names = ", names = ['lead_id', 'at', 'action', 'content', 'seconds', 'session']"
packed = ".gz" if tables == "gzip" else ""
db = duckdb.connect()
db.execute("set timezone='UTC'")
db.execute(f"set threads={threads}")
rows = db.execute(
    f"""
with leads as (
  select lead_id, created_at,
    case when source = 'google' and medium = 'cpc' then 'google-ads'
         when source = 'linkedin' and medium = 'paid-social' then 'linkedin-ads'
         when source = 'facebook' and medium = 'paid-social' then 'meta-ads'
         when medium = 'organic' then 'organic-search'
         when source = 'lead list' then 'purchased-list'
         else coalesce(source, '(no source)') end as source,
    coalesce(email, '') <> '' and coalesce(company, '') <> ''
      and employees between 20 and 5000 and country in ('NL', 'BE', 'LU', 'DE') as fits
  from read_csv('{folder}/leads.csv', header = true,
    types = {{'created_at': '{moment}', 'employees': 'int'}}{forms}{lead_names})
  where created_at < '2026-10-01'),
signs as (
  select lead_id,
    case when action in ('spec_download', 'solution_paper') then 1
         when action = 'pricing_page' then 2
         when action in ('form_question', 'contact_request') then 3
         else 4 end as sign,
    min("at") as moment
  from read_csv('{folder}/activities.csv{packed}', header = true,
    types = {{'at': '{moment}'}}{forms}{activity_names})
  where "at" < '2026-10-01' and action in ('spec_download', 'solution_paper', 'pricing_page',
    'form_question', 'contact_request', 'webinar_attended')
  group by 1, 2),
engaged as (
  select lead_id, list_sort(list(moment))[2] as moment from signs group by 1 having count(*) >= 2),
mqls as (
  select l.lead_id, l.source, greatest(l.created_at, e.moment) as moment
  from leads l join engaged e using (lead_id) where l.fits),
sqls as (
  select lead_id, min("at") as day from read_csv('{folder}/stages.csv', header = true,
    types = {{'at': 'date'}}{forms})
  where stage = 'sql' and "at" < '2026-10-01' group by 1),
spent as (
  select case source when 'google' then 'google-ads' when 'linkedin' then 'linkedin-ads'
      when 'facebook' then 'meta-ads' when 'lead list' then 'purchased-list' else source end
      as source, sum(amount::decimal(18, 2)) as amount
  from read_csv('{folder}/spend.csv', header = true) group by 1)
select l.source, l.leads, coalesce(m.mqls, 0), coalesce(m.sqls, 0), s.amount
from (select source, count(*) as leads from leads group by 1) l
left join (
  select mqls.source, count(*) as mqls, count(sqls.lead_id) as sqls
  from mqls left join sqls using (lead_id) group by 1) m using (source)
left join spent s using (source)
order by 1
"""
).fetchall()
for source, leads, mqls, sqls, _ in rows:
    print(source, leads, mqls, sqls, sep=",")
