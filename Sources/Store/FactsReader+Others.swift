internal import GRDB
internal import Intake
internal import Leads
internal import Quantities

extension OpenStage {
    /// The kind of a note of an import with what deals in a stage add up to, before the currency.
    static let amountsOfImport = "open amount "
}

/// Stages, deals, money, and how the files were read.
extension FactsReader {
    func readStages(into known: inout FactsCache.Content) throws {
        let limit = limit(.stage)
        // Most databases have days alone.
        let hasTimes =
            try LeadDatabase.version(db) >= Schema.withStageTime
            && Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM stage_time)") == true
        let reader = try inScope(
            hasTimes
                ? """
                SELECT stage.*, second FROM stage
                LEFT JOIN stage_time ON stage_time.seq = stage.seq
                WHERE lead BETWEEN ? AND ? ORDER BY lead, day, stage.seq
                """
                : "SELECT * FROM stage WHERE lead BETWEEN ? AND ? ORDER BY lead, day, seq")
        while try reader.next() {
            let seq = reader.int(2)
            guard let lead = place(reader.int(0)), seq < limit else { continue }
            guard let stage = UInt8(exactly: reader.int(4)).flatMap(Stage.init(rawValue:)) else {
                throw damaged("a stage that is none")
            }
            known.stages.add(
                stage, of: lead, on: try day(reader.int(1)),
                second: hasTimes
                    ? try reader.optional(6).map {
                        UInt32(try count($0, 0...Int64(GatheredStages.mostSeconds - 1)))
                    } : nil,
                reason: stage == .rejected ? try texts.text(reader.int(5)) : "")
            guard seq >= firstNewStage else { continue }
            known.stageSum.add(UInt64(bitPattern: reader.int(3)))
            known.stageCount += 1
        }
    }

    /// Deals whose leads are known by their numbers in the database.
    func readDeals() throws -> [Deal] {
        // Contacts and versions both come in order of their deals.
        let contacts = try RowReader(db, "SELECT deal, lead, seq FROM contact ORDER BY deal, lead")
        let contactLimit = limit(.contact)
        var hasContact = try contacts.next()
        var leads: [Int] = []
        let later = try LaterExports(db, .dealVersion, before: importLimit)
        let limit = limit(.dealVersion)
        var deals: [Deal] = []
        let hasMore = try LeadDatabase.version(db) >= Schema.withDealMore
        let reader = try RowReader(
            db,
            hasMore
                ? """
                SELECT deal_version.*, deal.id, credit_of, stage FROM deal_version
                JOIN deal ON deal.number = deal_version.deal
                LEFT JOIN deal_more ON deal_more.deal = deal_version.deal
                    AND deal_more.seq = deal_version.seq
                ORDER BY deal_version.deal, deal_version.seq
                """
                : """
                SELECT deal_version.*, deal.id FROM deal_version
                JOIN deal ON deal.number = deal_version.deal ORDER BY deal_version.deal, seq
                """)
        var last: Int64 = -1
        // Mostly there is one currency.
        var currencies: [String: Currency] = [:]
        while try reader.next() {
            guard reader.int(1) < limit else { continue }
            let number = reader.int(0)
            if number != last {
                leads = []
                while hasContact, contacts.int(0) <= number {
                    if contacts.int(0) == number, contacts.int(2) < contactLimit {
                        leads.append(Int(contacts.int(1)))
                    }
                    hasContact = try contacts.next()
                }
            }
            let (seq, updated) = (reader.int(1), reader.int(3))
            let code = reader.text(8)
            guard let status = Deal.Status(rawValue: reader.text(5)),
                let currency = currencies[code] ?? Currency(code)
            else { throw damaged("a deal that has no state or no currency") }
            currencies[code] = currency
            let deal = Deal(
                id: reader.text(13), status: status,
                createdOn: try reader.optional(6).map { try day($0) },
                closedOn: try reader.optional(7).map { try day($0) },
                currency: currency, amount: reader.optional(9), margin: reader.optional(10),
                months: try reader.optional(11).map { try count($0, 1...1200) },
                leads: leads,
                isExistingCustomer: reader.int(12) != 0,
                creditOf: hasMore ? reader.optionalText(14) : nil,
                unknownStage: hasMore ? reader.optionalText(15) ?? "" : "",
                identity: UInt64(bitPattern: reader.int(2)),
                updated: reader.int(4) == 0 ? later.last(seq, updated) : updated)
            if number != last {
                deals.append(deal)
            } else if let known = deals.last, known.rank < deal.rank {
                deals[deals.count - 1] = deal
            }
            last = number
        }
        deals.sort { $0.id < $1.id }
        return deals
    }

    /// For each row of a kind, the imports that have it.
    func holders(_ kind: RowKind) throws -> (Int64) -> [ImportRecord] {
        let batches = try Checksums.batches(db, kind)
        var sightings: [(ImportRecord, Runs)] = []
        let reader = try RowReader(
            db, "SELECT import, runs FROM sighting WHERE kind = ? AND import < ?",
            text: kind.rawValue, importLimit)
        while try reader.next() {
            let number = Int(truncatingIfNeeded: reader.int(0))
            guard let record = imports.first(where: { $0.number == number }) else { continue }
            sightings.append((record, try Runs(bytes: reader.blob(1))))
        }
        let imports = imports
        return { seq in
            let first = batches.first { $0.first <= seq && seq <= $0.last }?.number
            return imports.filter { Int64($0.number) == first }
                + sightings.filter { $0.1.contains(seq) }.map(\.0)
        }
    }

    /// By row of spend, the account and the campaign that an export says.
    private func readCampaigns() throws -> [Int64: (account: String, id: String)] {
        guard try LeadDatabase.version(db) >= Schema.withCampaigns else { return [:] }
        var campaigns: [Int64: (account: String, id: String)] = [:]
        let reader = try RowReader(db, "SELECT seq, account, campaign_id FROM spend_campaign")
        while try reader.next() {
            campaigns[reader.int(0)] = (
                try texts.text(reader.int(1)), try texts.text(reader.int(2))
            )
        }
        return campaigns
    }

    /// What of the spend of all imports counts.
    func readSpend() throws -> CountedSpend {
        let limit = limit(.spend)
        let holders = try holders(.spend)
        var rows: [SpendRow] = []
        let campaigns = try readCampaigns()
        let reader = try RowReader(db, "SELECT * FROM spend ORDER BY seq")
        while try reader.next() {
            guard reader.int(0) < limit else { continue }
            guard
                let period = Period(first: try day(reader.int(4)), end: try day(reader.int(5))),
                let category = Spend.Category(rawValue: reader.text(9)),
                let currency = Currency(reader.text(10))
            else { throw damaged("a row of spend without days, category or currency") }
            let campaign = campaigns[reader.int(0)]
            let spend = Spend(
                period: period, source: try texts.text(reader.int(6)),
                medium: try texts.text(reader.int(7)), campaign: try texts.text(reader.int(8)),
                account: campaign?.account ?? "", campaignID: campaign?.id ?? "",
                category: category, money: Money(cents: reader.int(11), currency),
                claimedLeads: reader.optional(12))
            for holder in holders(reader.int(0)) {
                rows.append(
                    SpendRow(
                        spend, identity: UInt64(bitPattern: reader.int(1)),
                        repetition: Int(truncatingIfNeeded: reader.int(2)),
                        subject: UInt64(bitPattern: reader.int(3)), exported: holder.exported,
                        table: holder.number, covers: holder.covers))
            }
        }
        return rows.counted().named { number in
            imports.first { $0.number == number }?.file
        }
    }

    func readPlan() throws -> [PlannedRow] {
        let limit = limit(.plan)
        let holders = try holders(.plan)
        var rows: [PlannedRow] = []
        let reader = try RowReader(db, "SELECT * FROM plan ORDER BY seq")
        while try reader.next() {
            guard reader.int(0) < limit else { continue }
            guard let month = Period(first: try day(reader.int(4)), end: try day(reader.int(5)))
            else { throw damaged("a row of the plan without a month") }
            let currency = reader.optionalText(7).flatMap { Currency($0) }
            func count(_ column: Int32) throws -> Int? {
                try reader.optional(column).map { try self.count($0, 0...1_000_000_000) }
            }
            let row = PlanRow(
                month: month, source: try texts.text(reader.int(6)),
                spend: reader.optional(8).flatMap { cents in
                    currency.map { Money(cents: cents, $0) }
                }, mqls: try count(9), sqls: try count(10), won: try count(11))
            for holder in holders(reader.int(0)) {
                rows.append(
                    PlannedRow(
                        row, identity: UInt64(bitPattern: reader.int(1)),
                        repetition: Int(truncatingIfNeeded: reader.int(2)),
                        subject: UInt64(bitPattern: reader.int(3)), exported: holder.exported,
                        table: holder.number))
            }
        }
        return rows.counting.map { rows[$0] }
    }

    /// The rows of orders that count.
    func readOrders() throws -> [OrderRow] {
        guard try LeadDatabase.version(db) >= Schema.withOrders else { return [] }
        let limit = limit(.order)
        let holders = try holders(.order)
        var rows: [OrderRow] = []
        let reader = try RowReader(db, "SELECT * FROM sales_order ORDER BY seq")
        while try reader.next() {
            guard reader.int(0) < limit else { continue }
            guard let currency = Currency(reader.text(8)) else {
                throw damaged("an order without a currency")
            }
            let order = Order(
                id: reader.text(4), customer: reader.text(5), company: reader.text(6),
                day: try day(reader.int(7)), currency: currency, amount: reader.int(9),
                margin: reader.optional(10), deal: reader.text(11))
            for holder in holders(reader.int(0)) {
                rows.append(
                    OrderRow(
                        order, identity: UInt64(bitPattern: reader.int(1)),
                        repetition: Int(truncatingIfNeeded: reader.int(2)),
                        subject: UInt64(bitPattern: reader.int(3)), exported: holder.exported,
                        table: holder.number))
            }
        }
        return rows.counting.map { rows[$0] }
    }

    func readFrozen() throws -> [Int: FrozenJudgement] {
        var frozen: [Int: FrozenJudgement] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT * FROM frozen") {
            guard let reason = FrozenJudgement.Reason(rawValue: try row.get("reason")) else {
                throw damaged("a lead that is not judged for no reason")
            }
            guard let lead = place(try row.get("lead")) else { continue }
            frozen[lead] = FrozenJudgement(
                reason: reason, intent: try row.maybe("intent"), persona: try row.maybe("persona"),
                mqlDay: try row.maybe("mql_day").map(day), rules: try row.get("rules"))
        }
        return frozen
    }

    /// How the files were read.
    func readHistory() throws -> ([TableReport], ProblemList) {
        var tables: [TableReport] = []
        var problems = ProblemList()
        for record in imports {
            var table = TableReport(file: record.file, kinds: record.kinds)
            table.counts.rows = record.rows
            table.counts.new = record.new
            table.counts.updated = record.updated
            table.counts.unchanged = record.unchanged
            table.counts.rejected = record.rejected
            table.counts.skipped = record.skipped
            table.counts.erased = record.erased
            table.vendor = record.vendor
            table.isPlatform = record.isPlatform
            table.exported = record.exported
            table.statedDay = record.statedDay
            table.covers = record.covers
            table.total = record.total
            for row in try Row.fetchAll(
                db, sql: "SELECT kind, name, count FROM import_note WHERE import = ?",
                arguments: [record.number])
            {
                let (kind, name, count): (String, String, Int64) = (
                    try row.get("kind"), try row.get("name"), try row.get("count")
                )
                guard count.magnitude < 1 << 60 else { throw damaged("a count of an import") }
                switch kind {
                case "vat":
                    if let currency = Currency(name) { table.vat[currency] = Int128(count) }
                case "open stage":
                    table.openStages[name, default: OpenStage()].deals = Int(count)
                case let kind where kind.hasPrefix(OpenStage.amountsOfImport):
                    let code = String(kind.dropFirst(OpenStage.amountsOfImport.count))
                    if let currency = Currency(code) {
                        table.openStages[name, default: OpenStage()].cents[currency] =
                            Int128(count)
                    }
                case "unknown word": table.unknownWords[name] = Int(count)
                case "problem":
                    if let kind = Problem.Kind(rawValue: name) {
                        problems.add(Int(count), of: kind)
                    }
                default: break
                }
            }
            tables.append(table)
        }
        return (tables, problems)
    }
}
