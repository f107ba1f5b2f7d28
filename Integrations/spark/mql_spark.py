#!/usr/bin/env python3
"""Counts leads on a Spark cluster with the mql that stands on every worker (docs/scale.md).

    spark-submit mql_spark.py --leads leads.csv --activities activities.csv --stages stages.csv \\
        --deals deals.csv --parts 64 --out merged --run-key key -- --as-of 2026-06-30 --period 2026 \\
        --decided-by rules

What follows `--` goes to `mql tally`. The rows of a partition go through the binary by a pipe of the JVM, and
Spark adds the lines of all parts up: no row goes through Python. The result is one part: the file in `--out`.
"""
import argparse
import sys

from pyspark.sql import DataFrame, SparkSession, functions as f

FREE_MAIL = ["gmail.com", "googlemail.com", "hotmail.com", "hotmail.nl", "outlook.com", "outlook.nl", "live.com",
             "live.nl", "msn.com", "yahoo.com", "icloud.com", "me.com", "aol.com", "gmx.net", "gmx.de", "web.de",
             "ziggo.nl", "kpnmail.nl", "planet.nl", "home.nl", "xs4all.nl", "hetnet.nl", "protonmail.com"]
# Quotes are doubled, as mql reads them, and nothing is trimmed.
CSV = {"escape": '"', "ignoreLeadingWhiteSpace": "false", "ignoreTrailingWhiteSpace": "false"}
LEGAL_FORMS = "bv|nv|vof|bvba|srl|sa|sarl|sas|gmbh|ag|kg|ohg|ug|ltd|limited|plc|llp|llc|inc|corp"


def arguments():
    words = sys.argv[1:]
    rest = words[words.index("--") + 1:] if "--" in words else []
    parser = argparse.ArgumentParser()
    parser.add_argument("--leads", required=True)
    for name in ["activities", "stages", "deals"]:
        parser.add_argument(f"--{name}")
    parser.add_argument("--parts", type=int, default=64)
    parser.add_argument("--mql", default="mql", help="where the binary stands on every worker")
    parser.add_argument("--run-key", required=True, help="a file here, with a secret of this run")
    parser.add_argument("--out", required=True)
    return parser.parse_args(words[:words.index("--")] if "--" in words else words), rest


def lead_key(column):
    """Two forms of an id of Salesforce are one lead."""
    return f.when(f.trim(column).rlike("^[0-9A-Za-z]{18}$"), f.substring(f.trim(column), 1, 15)).otherwise(
        f.trim(column))


def hubs(leads, deals, unit):
    """What leads have in common that belong in one part: a lead and the name of what it shares."""
    def of_lead(hub):
        return leads.select(lead_key(f.col("lead_id")).alias("lead"), hub.alias("hub"))

    def has(table, name):
        return table is not None and name in table.columns

    found = []
    address = f.lower(f.trim(f.col("email")))
    if has(leads, "email"):
        found.append(of_lead(f.concat(f.lit("address "), address)))
    if has(leads, "merged_ids"):
        merged = leads.select("lead_id", f.explode(f.split(f.col("merged_ids"), "[;,|\\s]+")).alias("id"))
        found.append(merged.where("id != ''").select(
            lead_key(f.col("lead_id")).alias("lead"),
            f.concat(f.lit("lead "), lead_key(f.col("id"))).alias("hub")))
        found.append(of_lead(f.concat(f.lit("lead "), lead_key(f.col("lead_id")))))
    if unit == "company" and has(leads, "email"):
        domain = f.substring_index(address, "@", -1)
        found.append(of_lead(f.when(domain.contains(".") & ~domain.isin(FREE_MAIL),
                                    f.concat(f.lit("domain "), domain))))
    if unit == "company" and has(leads, "company"):
        name = f.regexp_replace(f.lower(f.regexp_replace(f.col("company"), "[.'’]", "")), "[^\\p{L}\\p{N}]+", " ")
        name = f.trim(f.regexp_replace(f.concat(f.lit(" "), name, f.lit(" ")), f"(?<= )({LEGAL_FORMS})(?= )", ""))
        name = f.regexp_replace(name, " +", " ")
        found.append(of_lead(f.when(name != "", f.concat(f.lit("name "), name))))
    if has(deals, "lead_ids"):
        contacts = deals.select("deal_id", f.explode(f.split(f.col("lead_ids"), "[;| ]+")).alias("id"))
        found.append(contacts.where("id != ''").select(
            lead_key(f.col("id")).alias("lead"), f.concat(f.lit("deal "), f.col("deal_id")).alias("hub")))
    if not found:
        return None
    edges = found[0]
    for more in found[1:]:
        edges = edges.union(more)
    edges = edges.where("hub is not null").distinct()
    shared = edges.groupBy("hub").count().where("count > 1").select("hub")
    return edges.join(shared, "hub")


def labels(edges):
    """By lead that shares something, the least lead that it is joined with."""
    edges = edges.cache()
    found = edges.select("lead").distinct().withColumn("label", f.col("lead"))
    while True:
        of_hub = edges.join(found, "lead").groupBy("hub").agg(f.min("label").alias("label"))
        new = edges.join(of_hub, "hub").groupBy("lead").agg(f.min("label").alias("label")).localCheckpoint()
        changed = new.alias("new").join(found.alias("old"), "lead").where("new.label != old.label").limit(1).count()
        found = new
        if changed == 0:
            return found


def tagged(table, name, label):
    """The rows of a table as one column of text, each with its table in front, and the label of its part."""
    return table.select(
        label.alias("label"),
        f.concat(f.lit(name + ","), f.to_csv(
            f.struct(*[f.col(f"`{c}`") for c in table.columns if c != "__label"]), CSV)).alias("line"))


def quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"


def main():
    asked, options = arguments()
    unit = options[options.index("--unit") + 1] if "--unit" in options else "person"
    spark = SparkSession.builder.appName("mql tally").getOrCreate()
    tables = {name: spark.read.options(header=True, **CSV).csv(path)
              for name in ["leads", "activities", "stages", "deals"] if (path := getattr(asked, name))}
    deals = tables.get("deals")
    edges = hubs(tables["leads"], deals, unit)
    known = labels(edges) if edges is not None else None
    rows = None
    for name, table in tables.items():
        lead = f.split(f.col("lead_ids"), "[;| ]+")[0] if name == "deals" and "lead_ids" in table.columns else (
            f.col("lead_id") if "lead_id" in table.columns else f.lit(None).cast("string"))
        if name == "deals":
            # A refund goes where its deal is, and a deal without a lead goes by itself.
            sale = f.col("credit_of") if "credit_of" in table.columns else f.lit(None).cast("string")
            of_sale = table.select(f.col("deal_id").alias("__sale"), lead.alias("__sale_lead"))
            table = table.withColumn("__sale", sale).join(of_sale, "__sale", "left")
            first = f.coalesce(f.when(f.col("__sale_lead") != "", f.col("__sale_lead")),
                               f.when(lead != "", lead), f.col("__sale"), f.col("deal_id"))
        else:
            first = lead
        table = table.withColumn("__lead", lead_key(first))
        own = [c for c in table.columns if not c.startswith("__")]
        if known is not None:
            table = table.join(known.withColumnRenamed("lead", "__lead"), "__lead", "left")
            label = f.coalesce(f.col("label"), f.col("__lead"))
        else:
            label = f.col("__lead")
        table = table.withColumn("__label", label).select("__label", *[f.col(f"`{c}`") for c in own])
        lines = tagged(table, name, f.col("__label"))
        rows = lines if rows is None else rows.union(lines)
    heads = " ".join(quoted(name + "," + ",".join(tables[name].columns)) for name in tables)
    script = (
        'umask 077; k=$(mktemp); trap \'rm -f "$k"\' EXIT; printf %s "$MQL_RUN_KEY" > "$k"; '
        f"{{ printf '%s\\n' {heads}; cat; }} | {quoted(asked.mql)} tally --data - --tagged --jobs 1 "
        '--run-key "$k" ' + " ".join(quoted(word) for word in options))
    jvm = spark.sparkContext._jvm
    command, environment = jvm.java.util.ArrayList(), jvm.java.util.HashMap()
    for word in ["sh", "-c", script]:
        command.add(word)
    with open(asked.run_key, "rb") as file:
        environment.put("MQL_RUN_KEY", file.read().hex())
    text = jvm.org.apache.spark.sql.Encoders.STRING()
    lines = rows.repartition(asked.parts, "label").select("line")
    piped = getattr(lines._jdf, "as")(text).javaRDD().pipe(command, environment)
    parts = DataFrame(spark._jsparkSession.createDataset(piped.rdd(), text).toDF(), spark)
    line = f.col("value")
    number = f.regexp_extract(line, "\t(-?[0-9]+)$", 1).cast("long")
    summed = parts.select(f.regexp_replace(line, "\t-?[0-9]+$", "").alias("key"), number.alias("number")) \
        .groupBy("key").agg(f.sum("number").alias("number")) \
        .coalesce(1).sortWithinPartitions("key") \
        .select(f.concat(f.col("key"), f.lit("\t"), f.col("number").cast("string")).alias("value"))
    summed.write.mode("overwrite").text(asked.out)
    spark.stop()


if __name__ == "__main__":
    main()
