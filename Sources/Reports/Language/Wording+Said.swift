internal import Quantities

extension Wording {
    /// What the two words of every report mean, once below its answer.
    var meaning: String {
        self(
            "MQL: a contact that suits us and showed enough interest for a call from sales. SQL: an MQL that sales "
                + "takes on.",
            "MQL: een contact dat bij ons past en genoeg interesse toonde voor een telefoontje van sales. SQL: een "
                + "MQL waarmee sales verdergaat.")
    }

    /// What those that were bought cost: `The 264 MQLs we bought cost €165.59 each to buy`.
    func bought(_ mqls: Int, _ price: String) -> String {
        let count = count(mqls, .mql)
        return mqls == 1
            ? self(
                "The \(count) we bought cost \(price) to buy",
                "De \(count) die we inkochten kostte \(price) aan inkoop")
            : self(
                "The \(count) we bought cost \(price) each to buy",
                "De \(count) die we inkochten kostten \(price) per stuk aan inkoop")
    }

    /// The end of a line that says an answer: who gave it, and on what day.
    ///
    /// - Parameter isTyped: whether it was typed with the command, and not kept anywhere.
    func said(_ answer: GivenAnswer?, isTyped: Bool = false) -> String {
        if isTyped { return self(", as typed", ", zoals getypt") }
        guard let said = answer?.said, said != Said() else {
            return self(", not recorded who said so", ", niet vastgelegd wie dat zei")
        }
        let on = said.on.map { self(" on \(day($0))", " op \(day($0))") } ?? ""
        return said.by.isEmpty
            ? self(", said\(on), not recorded by whom", ", gezegd\(on), niet vastgelegd door wie")
            : self(", said by \(said.by.visible)\(on)", ", gezegd door \(said.by.visible)\(on)")
    }
}
