import Economics
import TestSupport
import Testing

struct AttributionTests {
    @Test(
        "First, last, linear and U-shape, beside another package",
        arguments: VectorCase.load("attribution"))
    func vectors(_ vector: VectorCase) throws {
        let paths = try #require(vector.input["paths"] as? [[String: Any]])
        for (model, name) in [
            (AttributionModel.first, "first"), (.last, "last"), (.linear, "linear_touches"),
            (.uShape, "u_shape_40_20_40"),
        ] {
            var table = CreditTable(model)
            var conversions = 0
            for entry in paths {
                let path = try #require(entry["path"] as? [String])
                let count = try #require(entry["conversions"] as? Int)
                for _ in 0..<count { table.add(path, sqls: 0, won: 0, margin: 0) }
                conversions += count
            }
            let wanted = try #require(vector.output[name] as? [String: Double])
            for (channel, credit) in wanted {
                let found = Credit.count(table.byKey[channel]?.mqls ?? 0)
                // A part of 10⁹ is the smallest there is.
                #expect(abs(found - credit) < 1e-8 * Double(conversions), "\(name) \(channel)")
            }
            #expect(table.total.mqls == Int128(conversions) * Int128(AttributionModel.whole))
        }
    }

    @Test("Parts add up to the whole for any number of touches", arguments: 1...40)
    func whole(_ touches: Int) {
        for model in AttributionModel.allCases {
            let parts = model.parts(touches)
            #expect(parts.count == touches && parts.reduce(0, +) == AttributionModel.whole)
        }
    }

    @Test("U-shape: all of one, halves of two, 40, 20 and 40 % of three")
    func uShape() {
        #expect(AttributionModel.uShape.parts(1) == [1_000_000_000])
        #expect(AttributionModel.uShape.parts(2) == [500_000_000, 500_000_000])
        #expect(AttributionModel.uShape.parts(3) == [400_000_000, 200_000_000, 400_000_000])
        #expect(AttributionModel.linear.parts(3) == [333_333_334, 333_333_333, 333_333_333])
        #expect(AttributionModel.first.parts(0).isEmpty)
    }

    @Test("Margin is divided to the cent, a loss too")
    func margin() {
        var table = CreditTable(.linear)
        table.add(["a", "b", "c"], sqls: 1, won: 1, margin: 100)
        table.add(["a", "b", "c"], sqls: 1, won: 1, margin: -50)
        #expect(table.total.margin == 50)
        #expect(table.byKey["a"]?.margin == 17)
    }
}
