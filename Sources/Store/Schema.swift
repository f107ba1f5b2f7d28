internal import GRDB

/// The tables of the database, and how an older one becomes the newest.
///
/// Facts only: nothing that follows from a rule book is kept. Money is in whole cents, moments in UTC
/// seconds, days in days since 1970; texts that many rows share stand once in `symbol`. Rows of facts are
/// only ever added, each with a number that grows, so that what was known after an import is what
/// has a number below that of the next.
enum Schema {
    /// Tells a database of this product from others: `mql1` in ASCII.
    static let applicationID: Int64 = 0x6D71_6C31

    /// In order; what stands here once is never changed again.
    static let versions: [Version] = [
        Version(number: 1, sql: first), Version(number: 2, sql: second),
        Version(number: 3, sql: third), Version(number: 4, sql: fourth),
        Version(number: 5, sql: fifth), Version(number: 6, sql: sixth),
        Version(number: 7, sql: seventh),
    ]

    /// The first version that has `spend_campaign` and `cover`.
    static let withCampaigns = 3

    /// The first version that has `deal_more`.
    static let withDealMore = 4

    /// The first version that has `stage_time`.
    static let withStageTime = 6

    /// The first version that has `sales_order`.
    static let withOrders = 7

    struct Version {
        let number: Int
        let sql: String
    }

    /// Every table and index of the newest version, as the database lists them.
    static let names = [
        "audit", "batch", "contact", "counter", "deal", "deal_more", "deal_version", "erased",
        "import", "frozen", "import_note", "lead", "lead_version", "list", "activity", "more",
        "person", "plan", "sighting", "spend", "spend_campaign", "cover", "stage", "stage_time",
        "symbol", "sales_order",
        "touch", "touched", "workspace",
    ]

    private static let third = """
        -- Of which account and campaign a platform's spend is, as far as an export says it.
        CREATE TABLE IF NOT EXISTS spend_campaign (
            seq INTEGER PRIMARY KEY REFERENCES spend (seq), account INTEGER NOT NULL,
            campaign_id INTEGER NOT NULL
        ) STRICT;

        -- The days that a platform's report is about, where it says them.
        CREATE TABLE IF NOT EXISTS cover (
            import INTEGER PRIMARY KEY REFERENCES import (number), first_day INTEGER NOT NULL,
            end_day INTEGER NOT NULL
        ) STRICT;
        """

    private static let fifth = """
        -- Which leads a list carried that was written outside, as runs of numbers.
        CREATE TABLE IF NOT EXISTS list (
            number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, file TEXT NOT NULL,
            leads BLOB NOT NULL
        ) STRICT;
        """

    private static let second = """
        -- Of which leads an import told something new, as runs of numbers.
        CREATE TABLE touched (
            import INTEGER PRIMARY KEY REFERENCES import (number), leads BLOB NOT NULL
        ) STRICT;
        """

    private static let fourth = """
        -- What only some versions of deals have: the deal that a refund belongs to, and the CRM's own
        -- word for a stage of which nobody knows what it means. In a table of its own, so that the sums
        -- over what was written before stay what they are.
        CREATE TABLE IF NOT EXISTS deal_more (
            deal INTEGER NOT NULL REFERENCES deal (number), seq INTEGER NOT NULL, credit_of TEXT,
            stage TEXT, PRIMARY KEY (deal, seq)
        ) STRICT, WITHOUT ROWID;
        """

    private static let sixth = """
        -- The second of the day at which a lead became an MQL, where a file says more than the day. In a
        -- table of its own, so that the sums over what was written before stay what they are.
        CREATE TABLE IF NOT EXISTS stage_time (
            seq INTEGER PRIMARY KEY, second INTEGER NOT NULL
        ) STRICT;
        """

    private static let seventh = """
        -- Orders and invoices of the books. Rows of one import with one id are lines of one order.
        CREATE TABLE IF NOT EXISTS sales_order (
            seq INTEGER PRIMARY KEY, identity INTEGER NOT NULL, repetition INTEGER NOT NULL,
            subject INTEGER NOT NULL, id TEXT NOT NULL, customer TEXT NOT NULL,
            company TEXT NOT NULL, day INTEGER NOT NULL, currency TEXT NOT NULL,
            cents INTEGER NOT NULL, margin INTEGER, deal TEXT NOT NULL
        ) STRICT;
        """

    private static let first = """
        CREATE TABLE workspace (
            name TEXT PRIMARY KEY, value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE import (
            number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, day INTEGER NOT NULL,
            file TEXT NOT NULL, exported INTEGER NOT NULL, kinds TEXT NOT NULL, vendor TEXT,
            is_platform INTEGER NOT NULL, rows INTEGER NOT NULL, new INTEGER NOT NULL,
            updated INTEGER NOT NULL, unchanged INTEGER NOT NULL, rejected INTEGER NOT NULL,
            skipped INTEGER NOT NULL, erased INTEGER NOT NULL, stated_total INTEGER,
            counted_total INTEGER, content TEXT NOT NULL, undone_at INTEGER
        ) STRICT;

        -- What an import says beside its rows: columns it had, VAT taken out, stages of deals that
        -- nobody has explained, kinds of problems.
        CREATE TABLE import_note (
            import INTEGER NOT NULL REFERENCES import (number), kind TEXT NOT NULL,
            name TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (import, kind, name)
        ) STRICT, WITHOUT ROWID;

        -- Which rows an import added, from `first` to `last`, with a sum over all that they say.
        CREATE TABLE batch (
            import INTEGER NOT NULL REFERENCES import (number), kind TEXT NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL, count INTEGER NOT NULL,
            checksum TEXT NOT NULL,
            PRIMARY KEY (import, kind)
        ) STRICT, WITHOUT ROWID;

        -- Which rows an import had that were there already, as runs of numbers.
        CREATE TABLE sighting (
            import INTEGER NOT NULL REFERENCES import (number), kind TEXT NOT NULL,
            runs BLOB NOT NULL, PRIMARY KEY (import, kind)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE counter (kind TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE symbol (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;

        CREATE TABLE lead (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;

        CREATE TABLE lead_version (
            lead INTEGER NOT NULL REFERENCES lead (number), seq INTEGER NOT NULL,
            identity INTEGER NOT NULL, created_at INTEGER NOT NULL, updated INTEGER NOT NULL,
            is_dated INTEGER NOT NULL, filled INTEGER NOT NULL, source INTEGER NOT NULL,
            campaign INTEGER NOT NULL, medium INTEGER NOT NULL, job_title INTEGER NOT NULL,
            company INTEGER NOT NULL, industry INTEGER NOT NULL, employees INTEGER NOT NULL,
            revenue INTEGER NOT NULL, country INTEGER NOT NULL, region INTEGER NOT NULL,
            first_conversion INTEGER NOT NULL, self_reported_source INTEGER NOT NULL,
            domain INTEGER NOT NULL, PRIMARY KEY (lead, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE person (
            lead INTEGER NOT NULL REFERENCES lead (number), seq INTEGER NOT NULL, email TEXT,
            first_name TEXT, last_name TEXT, phone TEXT, PRIMARY KEY (lead, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE more (
            lead INTEGER NOT NULL REFERENCES lead (number), seq INTEGER NOT NULL,
            field INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (lead, seq, field)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE activity (
            lead INTEGER NOT NULL REFERENCES lead (number), at INTEGER NOT NULL,
            seq INTEGER NOT NULL, identity INTEGER NOT NULL, action INTEGER NOT NULL,
            content INTEGER NOT NULL, seconds INTEGER NOT NULL, session INTEGER NOT NULL,
            PRIMARY KEY (lead, at, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE touch (
            lead INTEGER NOT NULL REFERENCES lead (number), at INTEGER NOT NULL,
            seq INTEGER NOT NULL, identity INTEGER NOT NULL, source INTEGER NOT NULL,
            campaign INTEGER NOT NULL, PRIMARY KEY (lead, at, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE stage (
            lead INTEGER NOT NULL REFERENCES lead (number), day INTEGER NOT NULL,
            seq INTEGER NOT NULL, identity INTEGER NOT NULL, stage INTEGER NOT NULL,
            reason INTEGER NOT NULL, PRIMARY KEY (lead, day, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE deal (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;

        CREATE TABLE deal_version (
            deal INTEGER NOT NULL REFERENCES deal (number), seq INTEGER NOT NULL,
            identity INTEGER NOT NULL, updated INTEGER NOT NULL, is_dated INTEGER NOT NULL,
            status TEXT NOT NULL, created_on INTEGER, closed_on INTEGER, currency TEXT NOT NULL,
            amount INTEGER, margin INTEGER, months INTEGER, existing INTEGER NOT NULL,
            PRIMARY KEY (deal, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE contact (
            deal INTEGER NOT NULL REFERENCES deal (number),
            lead INTEGER NOT NULL REFERENCES lead (number), seq INTEGER NOT NULL,
            PRIMARY KEY (deal, lead)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE spend (
            seq INTEGER PRIMARY KEY, identity INTEGER NOT NULL, repetition INTEGER NOT NULL,
            subject INTEGER NOT NULL, first_day INTEGER NOT NULL, end_day INTEGER NOT NULL,
            source INTEGER NOT NULL, medium INTEGER NOT NULL, campaign INTEGER NOT NULL,
            category TEXT NOT NULL, currency TEXT NOT NULL, cents INTEGER NOT NULL,
            claimed INTEGER
        ) STRICT;

        CREATE TABLE plan (
            seq INTEGER PRIMARY KEY, identity INTEGER NOT NULL, repetition INTEGER NOT NULL,
            subject INTEGER NOT NULL, first_day INTEGER NOT NULL, end_day INTEGER NOT NULL,
            source INTEGER NOT NULL, currency TEXT, cents INTEGER, mqls INTEGER, sqls INTEGER,
            won INTEGER
        ) STRICT;

        -- Keyed marks of the ids and addresses of persons who were erased.
        CREATE TABLE erased (mark BLOB PRIMARY KEY, day INTEGER NOT NULL) STRICT, WITHOUT ROWID;

        -- Leads that are not judged any more: those who were erased, of whom nothing is left that leads
        -- back to anybody, and those who have objected. They keep what they were judged to be.
        CREATE TABLE frozen (
            lead INTEGER PRIMARY KEY REFERENCES lead (number), reason TEXT NOT NULL,
            day INTEGER NOT NULL, intent TEXT, persona TEXT, mql_day INTEGER, rules TEXT NOT NULL
        ) STRICT;

        -- Who did what and when: each line holds on to the one before it.
        CREATE TABLE audit (
            number INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL,
            action TEXT NOT NULL, count INTEGER NOT NULL, detail TEXT NOT NULL,
            previous BLOB NOT NULL, hash BLOB NOT NULL
        ) STRICT;
        """
}
