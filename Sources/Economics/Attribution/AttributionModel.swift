internal import Quantities

/// How an MQL is divided over what touched it before it became one. It is bookkeeping: no division says
/// what would have happened without a touch.
package enum AttributionModel: String, CaseIterable, Hashable, Sendable {
    case first, last
    /// Each touch alike; what came twice counts twice.
    case linear
    /// 40 % the first, 40 % the last, 20 % all between them; of two touches half each.
    case uShape = "u_shape"

    /// What one MQL is divided into, so that sums over many of them are exact.
    package static let whole: Int64 = 1_000_000_000

    /// The part of each of so many touches, in order of time; together always `whole`.
    package func parts(_ touches: Int) -> [Int64] {
        guard touches > 0 else { return [] }
        var weights = [Int64](repeating: 1, count: touches)
        switch self {
        case .first:
            weights = weights.indices.map { $0 == 0 ? 1 : 0 }
        case .last:
            weights = weights.indices.map { $0 == touches - 1 ? 1 : 0 }
        case .linear: break
        case .uShape where touches > 2:
            // 40 : 20 ÷ (n − 2) : 40 is 2 (n − 2) : 1 : 2 (n − 2).
            weights[0] = 2 * Int64(touches - 2)
            weights[touches - 1] = weights[0]
        case .uShape: break
        }
        return Rounding.split(Self.whole, by: weights) ?? []
    }
}

/// What one source has of the MQLs, in parts of `AttributionModel.whole`, and of what they brought.
package struct Credit: Hashable, Sendable {
    /// In parts; `count` makes numbers of them.
    package var mqls: Int128 = 0
    package var sqls: Int128 = 0
    package var won: Int128 = 0
    /// In cents, of won deals whose margin is known.
    package var margin: Int128 = 0

    package init() {}

    /// A sum of parts as a number of MQLs, SQLs or customers.
    package static func count(_ parts: Int128) -> Double {
        Double(parts) / Double(AttributionModel.whole)
    }
}

/// Sums of credit by source under one model.
package struct CreditTable: Sendable {
    package let model: AttributionModel
    package private(set) var byKey: [String: Credit] = [:]

    package init(_ model: AttributionModel) { self.model = model }

    /// Divides one MQL, and what became of it, over the sources that touched it.
    ///
    /// - Parameter path: in order of time, at least one.
    package mutating func add(_ path: [String], sqls: Int, won: Int, margin: Int64) {
        let parts = model.parts(path.count)
        let cents = Rounding.split(margin, by: parts) ?? []
        for (place, key) in path.enumerated() where parts[place] != 0 {
            let part = Int128(parts[place])
            byKey[key, default: Credit()].mqls += part
            byKey[key, default: Credit()].sqls += part * Int128(sqls)
            byKey[key, default: Credit()].won += part * Int128(won)
            byKey[key, default: Credit()].margin += Int128(cents[place])
        }
    }

    /// Over all sources.
    package var total: Credit {
        byKey.values.reduce(into: Credit()) { sum, credit in
            sum.mqls += credit.mqls
            sum.sqls += credit.sqls
            sum.won += credit.won
            sum.margin += credit.margin
        }
    }
}
