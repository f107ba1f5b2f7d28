package import Leads
internal import Quantities
package import Valuation

/// What each lead was judged to be by some rules on some day: as much of it as is counted.
package struct JudgementCache: Sendable {
    /// Sixteen bytes, so that a million leads are quickly kept and taken up again.
    fileprivate struct Row: BitwiseCopyable, Sendable {
        /// The moment at which it became an MQL, and its day; `.max` while it is none.
        var moment = Int64.max
        var day = Int32.max
        /// Places in the rule book; −1 for none.
        var intent: Int8 = -1
        var persona: Int8 = -1
        var state = State.unknown.rawValue
        private var unused: UInt8 = 0

        init() {}
    }

    fileprivate enum State: UInt8 {
        case unknown
        /// It did not exist yet.
        case absent
        case judged
    }

    fileprivate var rows: [Row]

    fileprivate init(rows: [Row]) { self.rows = rows }

    /// How many leads it has.
    package var count: Int { rows.count }

    /// Forgets what some leads were, and all from some number on.
    package mutating func forget(_ leads: [Int], from end: Int) {
        rows.removeLast(max(0, rows.count - end))
        for lead in leads where rows.indices.contains(lead) { rows[lead] = Row() }
    }
}

extension JudgementCache {
    /// Writes it down, to be read back without judging anybody again.
    package func write(to snapshot: SnapshotWriter) throws { try snapshot.write(rows) }

    /// - Parameter book: the rule book by which they were judged.
    package init(_ book: RuleBook, from snapshot: inout SnapshotReader) throws {
        rows = try snapshot.values(Row.self)
        let days = Day.ofCalendar
        let holds = rows.allSatisfy { row in
            row.intent < book.intents.count && row.persona < book.personas.count
                && row.intent >= -1 && row.persona >= -1 && State(rawValue: row.state) != nil
                && (row.day == .max || days.contains(Day(number: row.day)))
        }
        guard holds else { throw DamagedSnapshot() }
    }
}

extension JudgementCache {
    /// Judges leads, of which some were judged before, and notes what they are.
    ///
    /// Several threads may judge different leads at once.
    package final class Lookup: @unchecked Sendable {
        /// By number, those that were noted before.
        private let before: [JudgementCache.Row]
        /// Each place is written by whoever judges that lead, and by nobody else.
        private let rows: UnsafeMutableBufferPointer<JudgementCache.Row>
        /// Whether nothing was noted before.
        package let isNew: Bool

        /// - Parameters:
        ///   - leads: how many there are.
        ///   - before: what was noted before, by the same rules and of the same day: nothing of leads that
        ///     are new, or that something was told of since.
        package init(leads: Int, before: JudgementCache? = nil) {
            isNew = before == nil
            self.before = before?.rows ?? []
            rows = .allocate(capacity: isNew ? leads : 0)
            rows.initialize(repeating: JudgementCache.Row())
        }

        deinit {
            rows.deallocate()
        }

        /// What was noted: all leads where nothing was before.
        package var judged: JudgementCache { JudgementCache(rows: isNew ? Array(rows) : before) }

        /// Nil for a lead that did not exist yet.
        @inline(__always)
        func counted(_ lead: Int, by judge: inout LeadJudge) -> CountedLead? {
            if lead < before.count {
                let row = before[lead]
                switch JudgementCache.State(rawValue: row.state) {
                case .absent: return nil
                case .judged:
                    return CountedLead(
                        source: judge.source(of: lead),
                        intent: row.intent < 0 ? nil : Int(row.intent),
                        persona: row.persona < 0 ? nil : Int(row.persona),
                        mqlDay: row.day == .max ? nil : Day(number: row.day),
                        mqlMoment: row.moment == .max ? nil : Instant(seconds: row.moment))
                case .unknown, nil: break
                }
            }
            let found = judge.counted(lead)
            if lead < rows.count { rows[lead] = JudgementCache.Row(found) }
            return found
        }
    }
}

extension JudgementCache.Row {
    init(_ lead: CountedLead?) {
        self.init()
        guard let lead else {
            state = JudgementCache.State.absent.rawValue
            return
        }
        // A rule book with more places than fit is judged anew each time.
        guard let intent = Int8(exactly: lead.intent ?? -1),
            let persona = Int8(exactly: lead.persona ?? -1)
        else { return }
        (self.intent, self.persona) = (intent, persona)
        moment = lead.mqlMoment?.seconds ?? .max
        day = lead.mqlDay?.number ?? .max
        state = JudgementCache.State.judged.rawValue
    }
}
