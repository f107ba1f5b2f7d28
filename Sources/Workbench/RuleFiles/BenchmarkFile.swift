internal import Funnels
internal import Intake
internal import Quantities

/// Reads the list of benchmarks.
enum BenchmarkFile {
    static func read(_ text: String, name: String) throws -> [Benchmark] {
        let file = YAMLFile(name: name)
        var result: [Benchmark] = []
        let top = file.root(text)?.section(["benchmarks"]) ?? [:]
        for entry in top["benchmarks"]?.entries ?? [] {
            let section = entry.value.section([
                "title", "rate", "kind", "for_all", "measures", "population", "year", "publisher",
                "family",
                "evidence", "horizon_days", "note",
            ])
            for name in ["rate", "kind", "measures", "publisher", "family", "evidence"]
            where section[name] == nil {
                entry.key.note("\(name) is missing: a figure without its origin is not used")
            }
            guard
                let rate = section["rate"]?.fixed(
                    decimals: 4, 1...9999, "a rate between 0 and 1 such as 0.13"),
                let kind: Benchmark.Kind = section["kind"]?.choice("kind"),
                let evidence: Benchmark.Evidence = section["evidence"]?.choice("evidence")
            else { continue }
            result.append(
                Benchmark(
                    name: entry.name, title: section["title"]?.phrase() ?? Phrase(entry.name),
                    rate: Double(rate) / 10_000, kind: kind,
                    measures: section["measures"]?.phrase() ?? Phrase(""),
                    population: section["population"]?.phrase() ?? Phrase(""),
                    year: section["year"]?.integer(1990...2199),
                    publisher: section["publisher"]?.phrase() ?? Phrase(""),
                    family: section["family"]?.string() ?? "", evidence: evidence,
                    horizonDays: section["horizon_days"]?.integer(1...3650),
                    note: section["note"]?.phrase() ?? Phrase(""),
                    isForAll: section["for_all"]?.string() == "true"))
        }
        try file.finish()
        return result
    }
}
