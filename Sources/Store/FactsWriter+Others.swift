internal import GRDB
internal import Intake
internal import Leads
internal import Quantities

extension FactsWriter {
    mutating func writeActivities() throws {
        let activities = facts.activities
        guard activities.count > 0 else { return }
        let first = nextNumber(.activity)
        let writer = try RowWriter(db, "INSERT INTO activity VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        let touchWriter = try RowWriter(db, "INSERT INTO touch VALUES (?, ?, ?, ?, ?, ?)")
        let known = try RowReader(db, "SELECT seq, identity FROM activity WHERE lead = ?")
        let actions = try numbers(of: activities.actions)
        let contents = try numbers(of: activities.contents)
        let sources = try numbers(of: activities.touches.sources)
        let campaigns = try numbers(of: activities.touches.campaigns)
        let hasTouches = activities.touches.count > 0
        for lead in 0..<facts.leads.index.count {
            let rows = activities.rows(of: lead)
            guard !rows.isEmpty else { continue }
            let number = leadNumbers[lead]
            let old = lead < knownLeads ? try identities(known, number) : [:]
            var added: [UInt64: Int64] = [:]
            let before = writer.count
            for row in rows {
                if let seq = old[row.identity] {
                    note(.activity, seen: seq)
                    continue
                }
                let seq = takeNumber(.activity)
                writer.bind(number)
                writer.bind(row.at.seconds)
                writer.bind(seq)
                writer.bind(Int64(bitPattern: row.identity))
                writer.bind(actions[Int(row.action)])
                writer.bind(contents[Int(row.content)])
                writer.bind(Int64(row.seconds))
                writer.bind(Int64(row.session))
                try writer.write()
                if hasTouches { added[row.identity] = seq }
            }
            if writer.count > before {
                toldMore[lead] = true
                touched.append(number)
            }
            guard hasTouches else { continue }
            for touch in activities.touches.rows(of: lead) {
                guard let seq = added[touch.identity] else { continue }
                touchWriter.bind(number)
                touchWriter.bind(touch.at.seconds)
                touchWriter.bind(seq)
                touchWriter.bind(Int64(bitPattern: touch.identity))
                touchWriter.bind(sources[Int(touch.source)])
                touchWriter.bind(campaigns[Int(touch.campaign)])
                try touchWriter.write()
            }
        }
        noteAdded(.activity, writer.count)
        close(.activity, first: first, [writer, touchWriter])
    }

    /// The rows that are there of one lead, by what they say.
    private func identities(_ reader: RowReader, _ lead: Int64) throws -> [UInt64: Int64] {
        reader.restart(lead)
        var found: [UInt64: Int64] = [:]
        while try reader.next() { found[UInt64(bitPattern: reader.int(1))] = reader.int(0) }
        return found
    }

    mutating func writeStages() throws {
        guard !rows.stages.isEmpty else { return }
        let first = nextNumber(.stage)
        let writer = try RowWriter(db, "INSERT INTO stage VALUES (?, ?, ?, ?, ?, ?)")
        let timeWriter = try RowWriter(db, "INSERT INTO stage_time VALUES (?, ?)")
        let known = try RowReader(db, "SELECT seq, identity FROM stage WHERE lead = ?")
        let reasons = try numbers(of: rows.reasons)
        var (lead, old) = (-1, [UInt64: Int64]())
        for row in rows.stages {
            if row.lead != lead {
                lead = row.lead
                old = lead < knownLeads ? try identities(known, leadNumbers[lead]) : [:]
            }
            if let seq = old[row.identity] {
                note(.stage, seen: seq)
                continue
            }
            writer.bind(leadNumbers[lead])
            writer.bind(Int64(row.day.number))
            let seq = takeNumber(.stage)
            writer.bind(seq)
            writer.bind(Int64(bitPattern: row.identity))
            writer.bind(Int64(row.stage.rawValue))
            writer.bind(reasons[Int(row.reason)])
            try writer.write()
            if let second = row.second {
                timeWriter.bind(seq)
                timeWriter.bind(Int64(second))
                try timeWriter.write()
            }
            toldMore[lead] = true
            touched.append(leadNumbers[lead])
        }
        noteAdded(.stage, writer.count)
        close(.stage, first: first, [writer, timeWriter])
    }

    mutating func writeDeals() throws {
        guard !facts.deals.isEmpty else { return }
        let (firstDeal, firstVersion) = (nextNumber(.deal), nextNumber(.dealVersion))
        let firstContact = nextNumber(.contact)
        let dealWriter = try RowWriter(db, "INSERT INTO deal VALUES (?, ?)")
        let versionWriter = try RowWriter(
            db, "INSERT INTO deal_version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        let moreWriter = try RowWriter(db, "INSERT INTO deal_more VALUES (?, ?, ?, ?)")
        let contactWriter = try RowWriter(db, "INSERT INTO contact VALUES (?, ?, ?)")
        let knownVersions = try RowReader(
            db,
            "SELECT seq, identity, closed_on, updated, is_dated FROM deal_version WHERE deal = ?")
        let knownContact = try RowReader(
            db, "SELECT seq FROM contact WHERE deal = ? AND lead = ?")
        let later = try LaterExports(db, .dealVersion)
        for deal in facts.deals {
            let isDated = deal.updated != table.exported
            let new = KnownVersion(
                seq: 0, identity: Int64(bitPattern: deal.identity),
                day: deal.closedOn.map { Int64($0.number) } ?? .min, updated: deal.updated)
            var change = Change.new
            let number: Int64
            if let known = try Int64.fetchOne(
                db, sql: "SELECT number FROM deal WHERE id = ?", arguments: [deal.id])
            {
                number = known
                var versions: [KnownVersion] = []
                knownVersions.restart(known)
                while try knownVersions.next() {
                    let (seq, updated) = (knownVersions.int(0), knownVersions.int(3))
                    versions.append(
                        KnownVersion(
                            seq: seq, identity: knownVersions.int(1),
                            day: knownVersions.optional(2) ?? .min,
                            updated: knownVersions.int(4) == 0 ? later.last(seq, updated) : updated,
                            isDated: knownVersions.int(4) != 0))
                }
                change = compare(new, isDated: isDated, versions, .deal, .dealVersion, id: deal.id)
            } else {
                number = takeNumber(.deal)
                dealWriter.bind(number)
                dealWriter.bind(deal.id)
                try dealWriter.write()
            }
            if change != .seen {
                try write(deal, number, isDated: isDated, versionWriter, moreWriter)
            }
            var contacts = 0
            for lead in deal.leads {
                knownContact.restart(number, leadNumbers[lead])
                if try knownContact.next() {
                    note(.contact, seen: knownContact.int(0))
                    continue
                }
                contactWriter.bind(number)
                contactWriter.bind(leadNumbers[lead])
                contactWriter.bind(takeNumber(.contact))
                try contactWriter.write()
                contacts += 1
                toldMore[lead] = true
            }
            if change == .new || change == .updated {
                for lead in deal.leads { toldMore[lead] = true }
            }
            let hasMore = contacts > 0 && change != .new
            dealOutcomes.append(hasMore ? .updated : change == .seen ? .unchanged : change)
        }
        noteAdded(.deal, versionWriter.count)
        close(.deal, first: firstDeal, [dealWriter])
        close(.dealVersion, first: firstVersion, [versionWriter, moreWriter])
        close(.contact, first: firstContact, [contactWriter])
    }

    private mutating func write(
        _ deal: Deal, _ number: Int64, isDated: Bool, _ writer: RowWriter, _ more: RowWriter
    ) throws {
        let seq = takeNumber(.dealVersion)
        writer.bind(number)
        writer.bind(seq)
        writer.bind(Int64(bitPattern: deal.identity))
        writer.bind(deal.updated)
        writer.bind(isDated ? 1 : 0 as Int64)
        writer.bind(deal.status.rawValue)
        writer.bind(deal.createdOn.map { Int64($0.number) })
        writer.bind(deal.closedOn.map { Int64($0.number) })
        writer.bind(deal.currency.code)
        writer.bind(deal.amount)
        writer.bind(deal.margin)
        writer.bind(deal.months.map(Int64.init))
        writer.bind(deal.isExistingCustomer ? 1 : 0 as Int64)
        try writer.write()
        guard deal.isCredit || !deal.unknownStage.isEmpty else { return }
        more.bind(number)
        more.bind(seq)
        more.bind(deal.creditOf)
        more.bind(deal.unknownStage.isEmpty ? nil : deal.unknownStage)
        try more.write()
    }

    mutating func writeSpend() throws {
        guard !rows.spend.isEmpty else { return }
        let first = nextNumber(.spend)
        var known = try KnownRows(
            RowReader(db, "SELECT seq, identity, repetition, subject FROM spend"))
        let writer = try RowWriter(
            db, "INSERT INTO spend VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        let campaigns = try RowWriter(db, "INSERT INTO spend_campaign VALUES (?, ?, ?)")
        for row in rows.spend {
            if let seq = known.seq(of: row) {
                note(.spend, seen: seq)
                continue
            }
            let (spend, seq) = (row.spend, takeNumber(.spend))
            if known.replaces(row) { replaced += 1 }
            known.add(row, seq)
            writer.bind(seq)
            writer.bind(Int64(bitPattern: row.identity))
            writer.bind(Int64(row.repetition))
            writer.bind(Int64(bitPattern: row.subject))
            writer.bind(Int64(spend.period.first.number))
            writer.bind(Int64(spend.period.end.number))
            writer.bind(try number(of: spend.source))
            writer.bind(try number(of: spend.medium))
            writer.bind(try number(of: spend.campaign))
            writer.bind(spend.category.rawValue)
            writer.bind(spend.money.currency.code)
            writer.bind(spend.money.cents)
            writer.bind(spend.claimedLeads)
            try writer.write()
            guard !spend.account.isEmpty || !spend.campaignID.isEmpty else { continue }
            campaigns.bind(seq)
            campaigns.bind(try number(of: spend.account))
            campaigns.bind(try number(of: spend.campaignID))
            try campaigns.write()
        }
        noteAdded(.spend, writer.count)
        close(.spend, first: first, [writer, campaigns])
    }

    mutating func writeOrders() throws {
        guard !rows.orders.isEmpty else { return }
        let first = nextNumber(.order)
        var known = try KnownRows(
            RowReader(db, "SELECT seq, identity, repetition, subject FROM sales_order"))
        let writer = try RowWriter(
            db, "INSERT INTO sales_order VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for row in rows.orders {
            if let seq = known.seq(of: row) {
                note(.order, seen: seq)
                continue
            }
            let (order, seq) = (row.order, takeNumber(.order))
            if known.replaces(row) { replaced += 1 }
            known.add(row, seq)
            writer.bind(seq)
            writer.bind(Int64(bitPattern: row.identity))
            writer.bind(Int64(row.repetition))
            writer.bind(Int64(bitPattern: row.subject))
            for text in [order.id, order.customer, order.company] { writer.bind(text) }
            writer.bind(Int64(order.day.number))
            writer.bind(order.currency.code)
            writer.bind(order.amount)
            writer.bind(order.margin)
            writer.bind(order.deal)
            try writer.write()
        }
        noteAdded(.order, writer.count)
        close(.order, first: first, [writer])
    }

    mutating func writePlan() throws {
        guard !rows.plan.isEmpty else { return }
        let first = nextNumber(.plan)
        var known = try KnownRows(
            RowReader(db, "SELECT seq, identity, repetition, subject FROM plan"))
        let writer = try RowWriter(
            db, "INSERT INTO plan VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for planned in rows.plan {
            if let seq = known.seq(of: planned) {
                note(.plan, seen: seq)
                continue
            }
            let (row, seq) = (planned.row, takeNumber(.plan))
            if known.replaces(planned) { replaced += 1 }
            known.add(planned, seq)
            writer.bind(seq)
            writer.bind(Int64(bitPattern: planned.identity))
            writer.bind(Int64(planned.repetition))
            writer.bind(Int64(bitPattern: planned.subject))
            writer.bind(Int64(row.month.first.number))
            writer.bind(Int64(row.month.end.number))
            writer.bind(try number(of: row.source))
            writer.bind(row.spend?.currency.code)
            writer.bind(row.spend?.cents)
            for count in [row.mqls, row.sqls, row.won] { writer.bind(count.map(Int64.init)) }
            try writer.write()
        }
        noteAdded(.plan, writer.count)
        close(.plan, first: first, [writer])
    }
}

/// Rows of orders, spend or plan that are there, by what they say.
private struct KnownRows {
    private struct Key: Hashable {
        let identity: UInt64
        let repetition: Int
        let subject: UInt64
    }

    private var seqs: [Key: Int64] = [:]
    /// What rows of earlier imports are about.
    private var subjects = Set<UInt64>()

    init(_ reader: RowReader) throws {
        while try reader.next() {
            let subject = UInt64(bitPattern: reader.int(3))
            seqs[
                Key(
                    identity: UInt64(bitPattern: reader.int(1)),
                    repetition: Int(truncatingIfNeeded: reader.int(2)), subject: subject)] =
                reader.int(0)
            if subject != 0 { subjects.insert(subject) }
        }
    }

    private func key(_ row: some Replaceable) -> Key {
        Key(identity: row.identity, repetition: row.repetition, subject: row.subject)
    }

    func seq(of row: some Replaceable) -> Int64? { seqs[key(row)] }

    func replaces(_ row: some Replaceable) -> Bool { subjects.contains(row.subject) }

    mutating func add(_ row: some Replaceable, _ seq: Int64) { seqs[key(row)] = seq }
}
