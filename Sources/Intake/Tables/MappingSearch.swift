internal import Leads
internal import Quantities

/// Looks for the columns of which a mapping can be made.
struct MappingSearch {
    private let columns: [ColumnProfile]
    private let order: DateOrder?
    private var taken = Set<Int>()
    private(set) var kind = FactKind.lead
    private(set) var lines: [MappingProposal.Line] = []
    private(set) var stages: [MappingProposal.Line] = []
    private(set) var beside: [MappingProposal.Beside] = []
    private(set) var missing: [Phrase] = []
    private(set) var lacking: [Phrase] = []

    /// - Parameter order: that of the dates, where it is known.
    init(_ columns: [ColumnProfile], _ order: DateOrder?) {
        self.columns = columns
        self.order = order
    }

    var used: [ColumnProfile] { columns.filter { taken.contains($0.index) } }
    var free: [ColumnProfile] {
        columns.filter { !taken.contains($0.index) && !$0.name.isEmpty }
    }

    mutating func look() {
        let hasPerson = columns.contains {
            $0.isAddress || $0.isNamed(.lead, PersonalField.lastName.rawValue)
        }
        let hasMoney = columns.contains(where: \.isAmount)
        let statuses = columns.filter(\.isStatus)
        let hasOutcome =
            columns.contains { $0.isOutcome || $0.isNamed(.deal, "status") } || !statuses.isEmpty
        // Where leads of some source stand is no list of deals alone.
        let hasSource = columns.contains { $0.isSource && !$0.isStatus }
        let mayBeLeads = hasPerson || hasSource && !statuses.isEmpty
        kind =
            hasMoney && hasOutcome && !mayBeLeads
            ? .deal : hasMoney && !mayBeLeads ? .spend : .lead
        switch kind {
        case .deal: lookForDeals()
        case .spend: lookForSpend()
        default: lookForLeads()
        }
    }

    // MARK: Columns

    /// The column that a field is called by, or else that looks like it.
    private mutating func find(
        _ kind: FactKind, _ field: String, _ looks: (ColumnProfile) -> Bool = { _ in false }
    ) -> ColumnProfile? {
        let named = free.filter {
            $0.names.contains(ColumnProfile.Name(kind: kind, field: field))
        }
        guard let column = named.first ?? free.first(where: looks) else { return nil }
        taken.insert(column.index)
        return column
    }

    /// Of those that look like it one whose name says so, else the only one or the first.
    private mutating func best(
        _ kind: FactKind, _ field: String, _ subject: ColumnWords.Subject,
        _ looks: (ColumnProfile) -> Bool
    ) -> ColumnProfile? {
        let fitting = free.filter(looks)
        let named = fitting.filter { $0.isNamed(kind, field) }
        guard
            let column = named.first ?? fitting.first(where: { $0.isAbout(subject) })
                ?? fitting.first
        else { return nil }
        taken.insert(column.index)
        return column
    }

    /// The column with a few words again and again, where there is one of which nothing says what they are.
    private mutating func onlyChoice() -> ColumnProfile? {
        let choices = free.filter {
            $0.isChoice && !$0.isAbout(.owner) && !$0.isAbout(.person) && !$0.isAbout(.campaign)
        }
        guard choices.count == 1 else { return nil }
        taken.insert(choices[0].index)
        return choices[0]
    }

    private func line(
        _ field: String, _ column: ColumnProfile?, isPersonal: Bool = false, _ why: Phrase? = nil
    ) -> MappingProposal.Line {
        MappingProposal.Line(
            field: field, column: column?.name,
            examples: isPersonal ? [] : column?.examples ?? [], why: why)
    }

    // MARK: Kinds of tables

    private mutating func lookForDeals() {
        let id = find(.deal, "deal_id") { $0.isID }
        let status =
            best(.deal, "status", .status) { $0.isStatus } ?? find(.deal, "status") { $0.isOutcome }
        let amount = best(.deal, "amount", .amount) { $0.isAmount }
        let days = lookForDays(.deal, second: "closed_at")
        lines = [
            line("deal_id", id), line("status", status), line("amount", amount),
            line("created_at", days.created, days.why), line("closed_at", days.second),
        ]
        lines += ["lead_ids", "company"].compactMap { field in
            find(.deal, field).map { line(field, $0, isPersonal: field == "company") }
        }
        lines += lookForCurrency(amount).map { [$0] } ?? []
        if id == nil { missing.append(Needed.dealID) }
        if days.second == nil { missing.append(Needed.closedOn) }
    }

    private mutating func lookForSpend() {
        let hasID = columns.contains { $0.isID && !$0.isNamed(.spend, "amount") }
        let month = find(.spend, "month") ?? find(.spend, "day")
        let time = month ?? find(.spend, "from") ?? find(.spend, "-") { $0.isDate || $0.isMonth }
        let amount = best(.spend, "amount", .spending) { $0.isAmount }
        let source =
            best(.spend, "source", .source) { $0.isSource }
            ?? find(.spend, "source") { $0.isChoice }
        lines = [
            line(time?.isMonth == true ? "month" : "day", time), line("amount", amount),
            line("source", source),
        ]
        lines += ["campaign", "category"].compactMap { field in
            find(.spend, field).map { line(field, $0) }
        }
        lines += lookForCurrency(amount).map { [$0] } ?? []
        let isSpending = amount.map { $0.isAbout(.spending) || $0.isNamed(.spend, "amount") }
        if time == nil { missing.append(Needed.spendDay) }
        if source == nil { missing.append(Needed.spendSource) }
        // Goods and orders have prices and numbers too.
        if time == nil || source == nil || hasID && isSpending != true {
            missing.append(Needed.whatMakesALead)
        }
    }

    private mutating func lookForLeads() {
        let email = find(.lead, PersonalField.email.rawValue) { $0.isAddress }
        let id =
            columns.first { $0.isID && $0.isAbout(.lead) && !taken.contains($0.index) }
            .map { column in
                taken.insert(column.index)
                return column
            } ?? find(.lead, "lead_id") { $0.isID && $0.isFull }
            ?? find(.lead, "lead_id") { $0.isID }
        lines = [idLine("lead_id", id, of: [email])]
        for stage in ["mql", "sql", "opportunity", "won"] {
            guard let column = find(.stage, stage) else { continue }
            stages.append(line(stage, column))
        }
        let status = best(.lead, "lead_status", .status) { $0.isStatus }
        let source =
            best(.lead, "source", .source) { $0.isSource }
            ?? onlyChoice()
        let days = lookForDays(.lead, second: status == nil ? nil : "at", status)
        let amount = best(.deal, "amount", .amount) { $0.isAmount }
        lines.append(line("created_at", days.created, days.why))
        lines.append(line("source", source))
        if let email { lines.append(line(PersonalField.email.rawValue, email, isPersonal: true)) }
        if let status { lines.append(line("lead_status", status)) }
        let isFirm = ColumnWords.Subject.company
        for field in FactKind.lead.columns where !lines.contains(where: { $0.field == field }) {
            let isPersonal = PersonalField.allCases.map(\.rawValue).contains(field)
            guard
                let column = find(
                    .lead, field,
                    {
                        field == "company" && $0.isAbout(isFirm) && !$0.isID
                            || field == "campaign" && $0.isAbout(.campaign) && $0.isChoice
                    })
            else { continue }
            lines.append(line(field, column, isPersonal: isPersonal))
        }
        addBeside(id: id, email: email, status: status, amount: amount, days)
        let tellsLead =
            email != nil || !stages.isEmpty || status?.hasOutcomes == true
            || columns.contains { $0.isNamed(.lead, PersonalField.lastName.rawValue) }
            || id?.isAbout(.lead) == true || status != nil && source?.isSource == true
        if !tellsLead { missing.append(Needed.whatMakesALead) }
        if days.created == nil { missing.append(Needed.createdOn) }
        if id == nil, email == nil { missing.append(Needed.leadID) }
        if source == nil { lacking.append(Needed.source) }
        if status == nil, stages.isEmpty { lacking.append(Needed.stage) }
    }

    /// What a row of a lead says beside the lead: the stage that it reached, and its deal.
    private mutating func addBeside(
        id: ColumnProfile?, email: ColumnProfile?, status: ColumnProfile?, amount: ColumnProfile?,
        _ days: Days
    ) {
        guard let status, let at = stageDay(status, days) else {
            if let amount { taken.remove(amount.index) }
            if let status {
                if stages.isEmpty { lacking.append(Needed.since(status.name)) }
            } else if amount != nil {
                lacking.append(Needed.stageOfAmount)
            }
            return
        }
        beside.append(
            MappingProposal.Beside(
                kind: .stage, lines: [line("stage", status), at]))
        if let created = days.created, !stages.contains(where: { $0.field == "mql" }) {
            beside.append(
                MappingProposal.Beside(
                    kind: .stage, lines: [line("stage", status), line("at", created)],
                    isBeyondMQL: true))
        }
        guard let amount else { return }
        // Two deals of one person are two: what tells them apart is when they began and what they bring.
        let dealID = idLine(
            "deal_id", id, of: email == nil ? [] : [email, days.created, amount])
        let closed = days.closed.map { column in
            var closed = line("closed_at", column)
            closed.instead = ([at.column].compactMap(\.self) + at.instead).filter {
                $0 != column.name
            }
            return closed
        }
        let currency = lookForCurrency(amount)
        beside.append(
            MappingProposal.Beside(
                kind: .deal,
                lines: [
                    dealID, line("status", status), closed ?? closedAt(at), line("amount", amount),
                ] + [currency].compactMap(\.self)))
    }

    /// The deal of a lead was decided on the day on which it came where it stands.
    private func closedAt(_ at: MappingProposal.Line) -> MappingProposal.Line {
        var line = MappingProposal.Line(
            field: "closed_at", column: at.column, examples: at.examples)
        line.instead = at.instead
        return line
    }

    /// The day on which leads came where a column says that they stand: that of a column about it, or of closing, and
    /// for rows in which that is empty the day on which they came in.
    private func stageDay(_ status: ColumnProfile, _ days: Days) -> MappingProposal.Line? {
        guard let column = days.second ?? days.closed else { return nil }
        var at = line("at", column)
        let (filled, all) = column.filled(where: status)
        guard let created = days.created, filled < all else { return at }
        at.instead = [created.name]
        at.why = Needed.countsFrom(created.name, column.name, rows: all - filled, of: all)
        return at
    }

    /// An id, with what it is made of where it is not there.
    private func idLine(
        _ field: String, _ id: ColumnProfile?, of columns: [ColumnProfile?]
    ) -> MappingProposal.Line {
        let made = columns.compactMap { $0?.name }
        guard let id else { return MappingProposal.Line(field: field, column: nil, made: made) }
        var found = line(field, id)
        guard !id.isFull else { return found }
        found.made = made
        found.isMadeWhereEmpty = true
        if field == "lead_id" {
            found.why = Needed.emptyIDs(id.name, made, rows: id.rows - id.filled)
        }
        return found
    }

    /// The currency of amounts: a column of it, or what the name of that of the amounts says.
    private mutating func lookForCurrency(_ amount: ColumnProfile?) -> MappingProposal.Line? {
        let field = "currency"
        if let column = find(.deal, field, { $0.isCurrency }) ?? find(.spend, field) {
            var found = line(field, column)
            found.values = column.currencyWords.map {
                MappingProposal.Value(text: $0.text, meaning: $0.code)
            }
            return found
        }
        guard let amount, let code = CurrencyWords.named(in: amount.name) else { return nil }
        var found = MappingProposal.Line(field: field, column: nil)
        found.constant = code
        found.why = Needed.currencyNamed(code, amount.name)
        return found
    }
}

// MARK: Days

extension MappingSearch {
    /// Which column of days is what.
    private struct Days {
        var created: ColumnProfile?
        var second: ColumnProfile?
        /// Of leads the day on which their deals were decided, where a column is about that alone.
        var closed: ColumnProfile?
        /// Why this one is the day of creation.
        var why: Phrase?
    }

    /// The day on which each was created: what is called so, else the one that no row has later than the others.
    ///
    /// - Parameter second: the field of the day of the stage or of closing; nil where none is looked for.
    private mutating func lookForDays(
        _ kind: FactKind, second: String?, _ status: ColumnProfile? = nil
    ) -> Days {
        var found = Days()
        let dates = free.filter { $0.isDate && !$0.isAbout(.otherDay) }
        let candidates = dates.filter { !$0.isNamed(.deal, "closed_at") }
        let others = free.filter { $0.isDate }.count - 1
        let named = candidates.first { $0.isNamed(kind, "created_at") }
        let hinted = candidates.filter { $0.isAbout(.created) && !$0.isAbout(.since) }
        if let column = named ?? (hinted.count == 1 ? hinted[0] : nil) {
            found.created = column
            if others > 0 { found.why = Needed.calledSo(column.name, self.others(than: column)) }
        } else if let column = earliest(hinted.isEmpty ? candidates : hinted) {
            found.created = column.column
            if others > 0, column.isSure {
                found.why = Needed.neverLater(column.column.name, self.others(than: column.column))
            } else if others > 0 {
                found.why = Needed.first(column.column.name, self.others(than: column.column))
            }
        }
        if let created = found.created { taken.insert(created.index) }
        guard let second, let created = found.created ?? dates.first else { return found }
        let rest = dates.filter {
            $0.index != created.index && isNeverEarlier($0, than: created)
        }
        if let status, kind == .lead {
            lookForStageDays(among: rest, status, &found)
            return found
        }
        let isDeal = second == "closed_at"
        let subjects: [ColumnWords.Subject] = isDeal ? [.closed, .since] : [.since, .closed]
        found.second =
            rest.first { isDeal && $0.isNamed(.deal, "closed_at") }
            ?? subjects.lazy.compactMap { subject in rest.first { $0.isAbout(subject) } }.first
            ?? (rest.count == 1 ? rest[0] : nil)
        if isDeal, found.second == nil, rest.isEmpty, dates.count == 1 {
            // The only day of a deal that was decided is that of its decision.
            found.second = found.created
            found.created = nil
            found.why = nil
        }
        if let column = found.second { taken.insert(column.index) }
        return found
    }

    /// The column of the day on which leads came where they stand, and that of closing.
    ///
    /// A column that only some rows fill is about what only some leads come to, unless its name says otherwise; and one
    /// about closing that those have of which nothing was decided says what somebody expects.
    private mutating func lookForStageDays(
        among dates: [ColumnProfile], _ status: ColumnProfile, _ found: inout Days
    ) {
        func isOfClosing(_ column: ColumnProfile) -> Bool {
            column.isNamed(.deal, "closed_at") || column.isAbout(.closed) && !column.isAbout(.since)
        }
        let ofStage = dates.filter { column in
            let (filled, all) = column.filled(where: status)
            let isNearlyFull = filled > 0 && filled * 10 >= all * 9
            return !isOfClosing(column) && (isNearlyFull || filled > 0 && column.isAbout(.since))
        }
        found.second =
            ofStage.first { $0.isAbout(.since) } ?? (ofStage.count == 1 ? ofStage[0] : nil)
        found.closed = dates.first { column in
            let (expected, undecided) = column.filledUndecided(by: status)
            return isOfClosing(column) && column.filled > 0 && expected * 2 <= undecided
        }
        for column in [found.second, found.closed].compactMap(\.self) {
            taken.insert(column.index)
        }
    }

    private func others(than column: ColumnProfile) -> [String] {
        columns.filter { $0.isDate && $0.index != column.index }.map(\.name)
    }

    /// The column that no row has later than another; the first where rows differ.
    private func earliest(
        _ all: [ColumnProfile]
    ) -> (column: ColumnProfile, isSure: Bool)? {
        // What only some rows have is no day of creation, where another column has it in more.
        let most = all.map(\.filled).max() ?? 0
        let candidates = all.filter { $0.filled * 10 >= most * 9 }
        let sure = candidates.first { column in
            candidates.allSatisfy { $0.index == column.index || isNeverEarlier($0, than: column) }
        }
        return (sure ?? candidates.first).map { ($0, sure != nil) }
    }

    private func isNeverEarlier(_ one: ColumnProfile, than other: ColumnProfile) -> Bool {
        zip(one.days(order), other.days(order)).allSatisfy { later, earlier in
            guard let later, let earlier else { return true }
            return later >= earlier
        }
    }
}
