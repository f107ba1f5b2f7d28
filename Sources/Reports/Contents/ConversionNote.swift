internal import Analysis
internal import Funnels

/// What the star at SQL of MQL stands for.
struct ConversionNote {
    private let figures: Figures
    private let say: Wording

    init(_ figures: Figures, _ say: Wording) {
        self.figures = figures
        self.say = say
    }

    var text: String {
        let horizon = say.horizon(figures.horizon)
        var text = say(
            "* SQLs within \(horizon), of the MQLs that had their time: each counts for the part of that "
                + "time it has had, so that young ones do not lower the rate. In brackets the 95% range.",
            "* SQL's binnen \(horizon), van wie tijd genoeg had: elke MQL telt voor het deel van die "
                + "tijd dat om is, zodat jonge MQL's het percentage niet drukken. Tussen haakjes het "
                + "95%-interval.")
        if let later = figures.total.matured.value?.later, later > 0 {
            let sqls = say.count(later, .sql)
            text += say(
                " \(sqls) came later and \(later == 1 ? "is" : "are") not in it.",
                " \(sqls) \(later == 1 ? "kwam later en telt" : "kwamen later en tellen") niet mee."
            )
        }
        return text
    }
}
