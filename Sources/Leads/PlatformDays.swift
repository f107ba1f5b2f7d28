internal import Quantities

/// The days of one campaign of a platform, of which each counts once.
///
/// Of exports of equal length of days the one exported later counts. A row for more days keeps its amount
/// less what rows for fewer days say of theirs, on the days that these do not cover: where April as a whole
/// is 300, and 29 and 30 April are 20 and 30, then 1 to 28 April are 250.
struct PlatformDays {
    /// Days in a row and what was spent on them.
    struct Piece {
        var period: Period
        var cents: Int64
        var claimed: Int64?
        var exported: Int64
        /// How many rows it was made of, each rounded to the cent.
        var rows: Int
        /// The number of days of the row that it is of, as weeks, months and quarters are told apart.
        let size: Int
        let table: Int
        /// The place of the first row that it is of.
        var place: Int
    }

    /// What exports do not agree on, in cents.
    struct Finding {
        let kind: SpendFinding.Kind
        let period: Period
        let counted: Int128
        let other: Int128
        let tables: [Int]

        func finding(
            _ source: String, _ account: String, _ campaign: String, _ currency: Currency
        ) -> SpendFinding {
            SpendFinding(
                kind: kind, source: source, account: account, campaign: campaign, period: period,
                counted: Money(clamping: counted, currency),
                other: Money(clamping: other, currency),
                tables: Set(tables).sorted())
        }
    }

    private(set) var pieces: [Piece] = []
    private(set) var findings: [Finding] = []
    /// The cents of rows that stand in another export too.
    private(set) var repeated: Int128 = 0
    private let stands: Int128
    /// What each table says of each run of days.
    private var entries: [Piece]
    /// By table, what it says, whether or not that counts.
    private var stated: [Int: [Piece]] = [:]
    private let covered: [Int: Period]

    /// - Parameters:
    ///   - rows: of one campaign, at least one.
    ///   - covered: by table, the days that it is about.
    init(_ rows: [SpendRow], covered: [Int: Period]) {
        self.covered = covered
        let all = rows.enumerated().map { place, row in
            Piece(
                period: row.spend.period, cents: row.spend.money.cents,
                claimed: row.spend.claimedLeads, exported: row.exported, rows: 1,
                size: Self.size(row.spend.period), table: row.table, place: place)
        }.sorted { one, other in
            (one.period.first, one.period.end, one.table, one.place)
                < (other.period.first, other.period.end, other.table, other.place)
        }
        stands = all.reduce(0) { $0 + Int128($1.cents) }
        entries = Self.merged(all)
    }

    /// Months are of one size, and so are quarters and years; days that a period cuts off count as part of it.
    private static func size(_ period: Period) -> Int {
        switch period.length {
        case 28...31: 31
        case 89...92: 92
        case 365...366: 366
        default: period.length
        }
    }

    /// Works out the pieces.
    mutating func count() {
        guard Set(entries.map(\.table)).count > 1 || hasOverlap else {
            pieces = entries
            return
        }
        stated = Dictionary(grouping: entries, by: \.table)
        chooseVersions()
        leaveOut()
        // The shortest first; of equally long ones the latest, so that an earlier one keeps what is left.
        var waiting = entries.sorted { one, other in
            (one.size, one.period.length, -max(one.exported, -.max), one.period.first, one.cents)
                < (
                    other.size, other.period.length, -max(other.exported, -.max),
                    other.period.first, other.cents
                )
        }
        // Single days have nothing in common any more.
        let longer = waiting.firstIndex { $0.size > 1 } ?? waiting.count
        pieces = Array(waiting[..<longer])
        waiting.removeFirst(longer)
        while let next = waiting.first {
            // What reaches beyond one border at most is worked out before what reaches beyond two.
            let place =
                waiting.firstIndex { entry in
                    entry.size == next.size
                        && pieces.count { Self.reaches($0.period, beyond: entry.period) } < 2
                } ?? 0
            self.place(waiting.remove(at: place))
        }
        pieces.sort { ($0.period.first, $0.period.end) < ($1.period.first, $1.period.end) }
        repeated = stands - pieces.reduce(0) { $0 + Int128($1.cents) }
    }

    /// Whether some days are in part those of a row, and in part not.
    private static func reaches(_ days: Period, beyond period: Period) -> Bool {
        guard let shared = days.overlap(with: period) else { return false }
        return shared != days && shared != period
    }

    private var hasOverlap: Bool {
        zip(entries, entries.dropFirst()).contains {
            $0.period != $1.period && $0.period.overlap(with: $1.period) != nil
        }
    }

    /// Rows of one table for the same days, such as those of two groups of ads, are one.
    private static func merged(_ entries: [Piece]) -> [Piece] {
        var merged: [Piece] = []
        for entry in entries {
            guard let last = merged.last, last.period == entry.period, last.table == entry.table,
                case let (cents, overflow) = last.cents.addingReportingOverflow(entry.cents),
                !overflow
            else {
                merged.append(entry)
                continue
            }
            merged[merged.count - 1].cents = cents
            merged[merged.count - 1].rows += entry.rows
            merged[merged.count - 1].exported = max(last.exported, entry.exported)
            merged[merged.count - 1].claimed = add(last.claimed, entry.claimed)
        }
        return merged
    }

    private static func add(_ one: Int64?, _ other: Int64?) -> Int64? {
        guard let one, let other else { return one ?? other }
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? nil : sum
    }

    /// Of what several tables say of exactly the same days that of the last export is left.
    private mutating func chooseVersions() {
        let versions = Dictionary(grouping: entries, by: \.period)
        entries = versions.keys.sorted { ($0.first, $0.end) < ($1.first, $1.end) }
            .flatMap { period -> [Piece] in
                let said = versions[period] ?? []
                guard
                    let chosen = said.max(by: { one, other in
                        (one.exported, one.cents, one.claimed ?? -1)
                            < (other.exported, other.cents, other.claimed ?? -1)
                    })
                else { return [] }
                // What of one table does not fit in one number stands in two.
                let whole = said.filter { $0.table == chosen.table }
                let others = whole.count > 1 ? [] : said.filter { $0.cents != chosen.cents }
                if let other = others.first(where: { $0.exported == chosen.exported }) {
                    note(.twoAmounts, period, chosen, other)
                } else if let other = others.first(where: { $0.exported == .min }) {
                    note(.undated, period, chosen, other)
                }
                return whole
            }
    }

    private mutating func note(
        _ kind: SpendFinding.Kind, _ period: Period, _ counted: Piece, _ other: Piece
    ) {
        findings.append(
            Finding(
                kind: kind, period: period, counted: Int128(counted.cents),
                other: Int128(other.cents), tables: [counted.table, other.table]))
    }

    /// Leaves out what a later export covers and has no row of: nothing was spent there.
    private mutating func leaveOut() {
        let tables = stated.sorted { $0.key < $1.key }
        entries = entries.filter { entry in
            for (table, rows) in tables where table != entry.table {
                guard entry.cents != 0, rows.allSatisfy({ $0.size == entry.size }),
                    let days = covered[table], days.overlap(with: entry.period) == entry.period,
                    !rows.contains(where: { $0.period.overlap(with: entry.period) != nil }),
                    let exported = rows.map(\.exported).max(), exported >= entry.exported
                else { continue }
                let isLater = exported > entry.exported
                findings.append(
                    Finding(
                        kind: isLater ? .leftOut : .twoAmounts, period: entry.period,
                        counted: isLater ? 0 : Int128(entry.cents),
                        other: isLater ? Int128(entry.cents) : 0, tables: [entry.table, table]))
                return !isLater
            }
            return true
        }
    }
}

/// Putting rows for more and more days beside what is there.
extension PlatformDays {
    private mutating func place(_ entry: Piece) {
        let touching = pieces.indices.filter {
            pieces[$0].period.overlap(with: entry.period) != nil
        }
        let parts = touching.map { pieces[$0] }
        if parts.contains(where: { part in
            part.size == entry.size && Self.reaches(part.period, beyond: entry.period)
        }) {
            return placeBeside(entry, parts)
        }
        let open = uncovered(entry, parts)
        guard open.count != 1 || open[0] != entry.period else {
            pieces.append(entry)
            return
        }
        let said = parts.reduce(Int128(0)) {
            $0 + Int128($1.period.part(of: $1.cents, within: entry.period))
        }
        let rest = Int128(entry.cents) - said
        // Each row was rounded to the cent by itself: half a cent for each of them is no difference.
        let isRounding = rest.magnitude * 2 <= UInt128(parts.reduce(0) { $0 + $1.rows })
        if open.isEmpty {
            if isRounding || rest == 0 || fit(entry, touching) { return }
            return settle(entry, touching, said)
        }
        if rest < 0 {
            if isRounding { return }
            return settle(entry, touching, said)
        }
        spread(entry, over: open, Rounding.clamped(rest), restOfClaim(entry, parts))
        // What a row that reaches beyond this one has within it was divided by days, so that the rest is
        // no more certain than that; and so is a rest on days of several months.
        let reaching = parts.filter {
            Self.reaches($0.period, beyond: entry.period) && $0.cents != 0
        }
        let months = Set(open.flatMap { [$0.first.startOfMonth, $0.lastDay.startOfMonth] })
        if !reaching.isEmpty || rest != 0 && months.count > 1 {
            findings.append(
                Finding(
                    kind: .rest, period: entry.period, counted: rest, other: said,
                    tables: [entry.table] + parts.map(\.table)))
        }
    }

    /// What is left of a claim, where all parts have one.
    private func restOfClaim(_ entry: Piece, _ parts: [Piece]) -> Int64? {
        guard var claimed = entry.claimed else { return nil }
        for part in parts {
            guard let own = part.claimed else { return nil }
            let (rest, overflow) = claimed.subtractingReportingOverflow(
                part.period.part(of: own, within: entry.period))
            guard !overflow, rest >= 0 else { return nil }
            claimed = rest
        }
        return claimed
    }

    /// Divides an amount over runs of days, in proportion to their length.
    private mutating func spread(
        _ entry: Piece, over runs: [Period], _ cents: Int64, _ claimed: Int64?
    ) {
        let weights = runs.map { Int64($0.length) }
        let parts = Rounding.split(cents, by: weights) ?? []
        let claims = claimed.flatMap { Rounding.split($0, by: weights) }
        for (place, run) in runs.enumerated() where place < parts.count {
            var piece = entry
            piece.period = run
            piece.cents = parts[place]
            piece.claimed = claims?[place]
            pieces.append(piece)
        }
    }

    /// The days of a row that neither rows for fewer days have nor their exports cover.
    private func uncovered(_ entry: Piece, _ parts: [Piece]) -> [Period] {
        var runs = [entry.period]
        func take(_ period: Period) {
            runs = runs.flatMap { run -> [Period] in
                [
                    Period(first: run.first, end: min(run.end, period.first)),
                    Period(first: max(run.first, period.end), end: run.end),
                ].compactMap { $0 }
            }
        }
        for part in parts { take(part.period) }
        // Whoever tells days tells of a day without a row that nothing was spent.
        for (table, rows) in stated.sorted(by: { $0.key < $1.key })
        where table != entry.table && rows.allSatisfy({ $0.size < entry.size }) {
            if let days = covered[table] { take(days) }
        }
        return runs
    }

    /// Where rows that lie within are known and only one reaches beyond, its part within follows.
    ///
    /// - Returns: whether that could be.
    private mutating func fit(_ entry: Piece, _ touching: [Int]) -> Bool {
        let reaching = touching.filter {
            pieces[$0].period.overlap(with: entry.period) != pieces[$0].period
        }
        guard !reaching.isEmpty else { return false }
        let inside = touching.filter { !reaching.contains($0) }.reduce(Int128(0)) {
            $0 + Int128(pieces[$1].cents)
        }
        let left = Int128(entry.cents) - inside
        let most = reaching.reduce(Int128(0)) { $0 + Int128(pieces[$1].cents) }
        guard left >= 0, left <= most,
            let parts = Rounding.split(
                Rounding.clamped(left),
                by: reaching.map { place in
                    max(0, pieces[place].period.part(of: pieces[place].cents, within: entry.period))
                }) ?? (left == 0 ? reaching.map { _ in 0 } : nil),
            zip(reaching, parts).allSatisfy({ $1 <= pieces[$0].cents })
        else { return false }
        if reaching.count > 1 {
            findings.append(
                Finding(
                    kind: .divided, period: entry.period, counted: Int128(entry.cents),
                    other: most, tables: [entry.table] + reaching.map { pieces[$0].table }))
        }
        for (place, part) in zip(reaching, parts) {
            let whole = pieces[place]
            guard let within = whole.period.overlap(with: entry.period) else { continue }
            pieces[place].period = within
            pieces[place].cents = part
            pieces[place].claimed = whole.claimed.map { whole.period.part(of: $0, within: within) }
            let outside = [
                Period(first: whole.period.first, end: within.first),
                Period(first: within.end, end: whole.period.end),
            ].compactMap { $0 }
            let claimed = whole.claimed.flatMap { all in pieces[place].claimed.map { all - $0 } }
            spread(whole, over: outside, whole.cents - part, claimed)
        }
        return true
    }

    /// The rows for fewer days and that for more contradict each other: the one exported later counts.
    private mutating func settle(_ entry: Piece, _ touching: [Int], _ said: Int128) {
        let parts = touching.map { pieces[$0] }
        let isLater = entry.exported > parts.map(\.exported).max() ?? .min
        findings.append(
            Finding(
                kind: .partsDiffer, period: entry.period,
                counted: isLater ? Int128(entry.cents) : said,
                other: isLater ? said : Int128(entry.cents),
                tables: [entry.table] + parts.map(\.table)))
        guard isLater else { return }
        remove(entry.period, from: touching)
        pieces.append(entry)
    }

    /// Takes days out of some pieces, which keep what is theirs of the others.
    private mutating func remove(_ days: Period, from touching: [Int]) {
        let parts = touching.map { pieces[$0] }
        for place in touching.reversed() { pieces.remove(at: place) }
        for part in parts {
            for outside in [
                Period(first: part.period.first, end: min(part.period.end, days.first)),
                Period(first: max(part.period.first, days.end), end: part.period.end),
            ] {
                guard let outside else { continue }
                var piece = part
                piece.period = outside
                piece.cents = part.period.part(of: part.cents, within: outside)
                piece.claimed = part.claimed.map { part.period.part(of: $0, within: outside) }
                pieces.append(piece)
            }
        }
    }

    /// A row of the same length that begins on another day, such as two months from different days: what
    /// fell on the days of both is not known. The one that was exported later is there already; this one
    /// keeps its part of the other days.
    private mutating func placeBeside(_ entry: Piece, _ parts: [Piece]) {
        var runs = [entry.period]
        for part in parts {
            runs = runs.flatMap { run -> [Period] in
                [
                    Period(first: run.first, end: min(run.end, part.period.first)),
                    Period(first: max(run.first, part.period.end), end: run.end),
                ].compactMap { $0 }
            }
        }
        var kept: Int128 = 0
        for run in runs {
            var piece = entry
            piece.period = run
            piece.cents = entry.period.part(of: entry.cents, within: run)
            piece.claimed = entry.claimed.map { entry.period.part(of: $0, within: run) }
            kept += Int128(piece.cents)
            pieces.append(piece)
        }
        findings.append(
            Finding(
                kind: .divided, period: entry.period, counted: kept,
                other: Int128(entry.cents) - kept, tables: [entry.table] + parts.map(\.table)))
    }
}
