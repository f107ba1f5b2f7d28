"""The table of the measurement in Polars: leads, MQLs and SQLs per source.

Usage: polars_report.py FOLDER THREADS [minute|iso|day-first [canonical|mapped|gzip]]
"""

import os
import sys

folder, threads = sys.argv[1], sys.argv[2]
form, tables = sys.argv[3:] if len(sys.argv) > 4 else ("minute", "canonical")
os.environ["POLARS_MAX_THREADS"] = threads

import polars as pl  # noqa: E402

c = pl.col
zone = "UTC" if form == "iso" else None
end = pl.datetime(2026, 10, 1, time_zone=zone)
moment, day = {
    "minute": ("%Y-%m-%d %H:%M", "%Y-%m-%d"),
    "iso": ("%Y-%m-%dT%H:%M:%S%#z", "%Y-%m-%d"),
    "day-first": ("%d-%m-%Y %H:%M", "%d-%m-%Y"),
}[form]
# What a column is called makes no difference to the work.
lead_names = activity_names = None
if tables == "mapped":
    lead_names = ["lead_id", "created_at", "source", "medium", "campaign", "email", "first_name",
                  "last_name", "job_title", "company", "industry", "employees", "country"]
    activity_names = ["lead_id", "at", "action", "content", "seconds", "session"]
packed = ".gz" if tables == "gzip" else ""
names = {
    "google": "google-ads",
    "linkedin": "linkedin-ads",
    "facebook": "meta-ads",
    "lead list": "purchased-list",
}
signs_of = {
    "spec_download": 1,
    "solution_paper": 1,
    "pricing_page": 2,
    "form_question": 3,
    "contact_request": 3,
    "webinar_attended": 4,
}

leads = (
    pl.scan_csv(f"{folder}/leads.csv", new_columns=lead_names, schema_overrides={"employees": pl.Int64})
    .with_columns(created_at=c("created_at").str.to_datetime(moment, time_zone=zone))
    .filter(c("created_at") < end)
    .select(
        "lead_id",
        "created_at",
        source=pl.when((c("source") == "google") & (c("medium") == "cpc"))
        .then(pl.lit("google-ads"))
        .when((c("source") == "linkedin") & (c("medium") == "paid-social"))
        .then(pl.lit("linkedin-ads"))
        .when((c("source") == "facebook") & (c("medium") == "paid-social"))
        .then(pl.lit("meta-ads"))
        .when(c("medium") == "organic")
        .then(pl.lit("organic-search"))
        .when(c("source") == "lead list")
        .then(pl.lit("purchased-list"))
        .otherwise(c("source").fill_null("(no source)")),
        fits=(c("email").fill_null("") != "")
        & (c("company").fill_null("") != "")
        & c("employees").is_between(20, 5000)
        & c("country").is_in(["NL", "BE", "LU", "DE"]),
    )
)
signs = (
    pl.scan_csv(f"{folder}/activities.csv{packed}", new_columns=activity_names)
    .filter(c("action").is_in(list(signs_of)))
    .select(
        "lead_id",
        moment=c("at").str.to_datetime(moment, time_zone=zone),
        sign=c("action").replace_strict(signs_of, return_dtype=pl.Int8),
    )
    .filter(c("moment") < end)
    .group_by("lead_id", "sign")
    .agg(c("moment").min())
)
engaged = (
    signs.group_by("lead_id")
    .agg(count=pl.len(), moment=c("moment").sort().get(1, null_on_oob=True))
    .filter(c("count") >= 2)
)
mqls = leads.filter(c("fits")).join(engaged, on="lead_id")
sqls = (
    pl.scan_csv(f"{folder}/stages.csv")
    .filter(c("stage") == "sql")
    .select("lead_id", day=c("at").str.to_date(day))
    .filter(c("day") < pl.date(2026, 10, 1))
    .group_by("lead_id")
    .agg(c("day").min())
)
by_source = (
    mqls.join(sqls, on="lead_id", how="left")
    .group_by("source")
    .agg(mqls=pl.len(), sqls=c("day").count())
)
spent = (
    pl.scan_csv(f"{folder}/spend.csv")
    .with_columns(source=c("source").replace(names))
    .group_by("source")
    .agg(cents=(c("amount") * 100).round().cast(pl.Int64).sum())
)
table = (
    leads.group_by("source")
    .agg(leads=pl.len())
    .join(by_source, on="source", how="left")
    .join(spent, on="source", how="left")
    .sort("source")
    .collect(engine="streaming")
)
for source, count, mql, sql, _ in table.iter_rows():
    print(source, count, mql or 0, sql or 0, sep=",")
