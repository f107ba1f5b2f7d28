/// A picture of figures that a table shows too. Numbers place the marks; every text is ready to be read.
package struct Chart: Sendable {
    /// The message, as a sentence.
    package let title: String
    /// The same with its figures, for whoever cannot see it.
    package let description: String
    /// What its signs are called, where the rows do not say it.
    package let legend: [Sign]
    package let shape: Shape

    package init(title: String, description: String, legend: [Sign] = [], _ shape: Shape) {
        self.title = title
        self.description = description
        self.legend = legend
        self.shape = shape
    }

    /// What is drawn.
    package enum Shape: Sendable {
        /// Lengths from a common left end: the steps of a funnel.
        case bars([Bar], Axis)
        /// A value with its range on one scale, beside lines to hold it against.
        case dots([Dot], Axis, marks: [Mark])
        /// Several values of one thing on one scale: each series has a sign of its own.
        case spread([Spread], Axis, series: [String])
        /// Values over time; those that may still change are open.
        case line([Point], Axis, marks: [Mark])
        /// Two ways that something goes over time, of which the second may have a band around it.
        case course(Course, Axis)
        /// Rows beside what each is held against: by how much they differ, and whether that is more than chance.
        case matrix([Held], against: [String])
    }

    /// A line, and another one beside it or after it.
    package struct Course: Sendable {
        package let labels: [String]
        /// What stands below a label, where that begins a year; as many as labels.
        package let years: [String]
        package let solid: [Double?]
        package let dashed: [Double?]
        /// Between these the second lies; nil where that is not said.
        package let band: [Ends?]
        /// The place of the first moment of what is tried or to come; nil where all are alike.
        package let begin: Int?

        /// The two ends of a range.
        package struct Ends: Hashable, Sendable {
            package let low: Double
            package let high: Double

            package init(low: Double, high: Double) { (self.low, self.high) = (low, high) }
        }

        package init(
            _ labels: [String], years: [String] = [], solid: [Double?], dashed: [Double?],
            band: [Ends?] = [],
            begin: Int?
        ) {
            self.labels = labels
            self.years = years.isEmpty ? labels.map { _ in "" } : years
            (self.solid, self.dashed) = (solid, dashed)
            self.band = band.isEmpty ? labels.map { _ in nil } : band
            self.begin = begin
        }

        /// All that has to have room.
        package var values: [Double] {
            (solid + dashed + band.map { $0?.high }).compactMap(\.self)
        }
    }

    /// A row held against several things; nil where there is nothing to hold it against.
    package struct Held: Sendable {
        package let label: String
        package let cells: [Standing?]

        package init(_ label: String, _ cells: [Standing?]) {
            self.label = label
            self.cells = cells
        }
    }

    /// How a row stands to one thing, and the difference in words.
    package struct Standing: Sendable {
        /// What is said of the difference.
        package enum Sign: String, CaseIterable, Sendable {
            case surelyAbove, above, same, below, surelyBelow
        }

        package let sign: Sign
        package let text: String
        /// The sign in words, for whoever cannot see it.
        package let said: String

        package init(_ sign: Sign, text: String, said: String) {
            (self.sign, self.text, self.said) = (sign, text, said)
        }
    }

    /// A length, in whatever unit all bars of a chart share.
    package struct Bar: Sendable {
        package let label: String
        package let value: Double
        /// What it was to be; nil where nothing was planned.
        package let target: Double?
        /// What stands beside the bar.
        package let text: String

        package init(_ label: String, _ value: Double, target: Double? = nil, text: String) {
            self.label = label
            self.value = value
            self.target = target
            self.text = text
        }
    }

    /// Values of one row, one of each series; nil where a series has none here.
    package struct Spread: Sendable {
        package let label: String
        package let values: [Double?]
        package let text: String

        package init(_ label: String, _ values: [Double?], text: String) {
            self.label = label
            self.values = values
            self.text = text
        }
    }

    /// One sign of a drawing, and what it stands for.
    package struct Sign: Sendable {
        package enum Shape: Sendable {
            case bar, target, range, dot, open, solid, dashed
            /// How a row stands to something.
            case standing(Standing.Sign)
            /// No sign: what is said of the texts.
            case blank
            /// A line to hold against, by its place.
            case mark(Int)
            /// The sign of a series, by its place.
            case series(Int)
        }

        package let shape: Shape
        package let text: String

        package init(_ shape: Shape, _ text: String) {
            self.shape = shape
            self.text = text
        }
    }

    /// A value and the ends of its range, on the scale of the chart.
    package struct Dot: Sendable {
        package let label: String
        /// Nil where there is nothing to show but the text.
        package let value: Double?
        package let low: Double
        package let high: Double
        package let text: String

        package init(_ label: String, _ value: Double?, low: Double, high: Double, text: String) {
            self.label = label
            self.value = value
            self.low = low
            self.high = high
            self.text = text
        }
    }

    /// A line across all rows.
    package struct Mark: Sendable {
        package let value: Double
        package let text: String

        package init(_ value: Double, text: String) {
            self.value = value
            self.text = text
        }
    }

    /// One moment of a line, with the ends of its range.
    package struct Point: Sendable {
        package let label: String
        /// What stands below the label, where that begins a year.
        package let year: String
        package let value: Double?
        package let low: Double
        package let high: Double
        package let isOpen: Bool
        /// What stands at its mark.
        package let text: String

        package init(
            _ label: String, year: String = "", _ value: Double?, low: Double, high: Double,
            isOpen: Bool, text: String
        ) {
            self.label = label
            self.year = year
            self.value = value
            self.low = low
            self.high = high
            self.isOpen = isOpen
            self.text = text
        }
    }
}

/// One of the few numbers that a page opens with.
package struct Headline: Sendable {
    package let label: String
    package let value: String
    /// Its range, its number, and what it is held against.
    package let notes: [String]

    package init(_ label: String, _ value: String, notes: [String]) {
        self.label = label
        self.value = value
        self.notes = notes
    }
}
