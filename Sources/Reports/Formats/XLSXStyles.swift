#if XLSX
    internal import CXLSXWriter

    /// How the cells of an Excel file look.
    struct XLSXStyles {
        typealias Format = UnsafeMutablePointer<lxw_format>

        /// What of the place of a cell its look hangs on.
        struct Look {
            let isTotal: Bool
            /// Whether numbers stand below it.
            let isNumber: Bool
            /// Whether it is in the first column, and in one that holds sentences.
            let isFirst: Bool
            let isWide: Bool
        }

        let title: Format?
        private let headings: (text: Format?, number: Format?, first: Format?)
        private let texts: (plain: Format?, first: Format?, wide: Format?, total: Format?)
        private let plain: [Workbook.Style: Format]
        private let totals: [Workbook.Style: Format]
        private let inputs: [Workbook.Style: Format]

        init(_ file: UnsafeMutablePointer<lxw_workbook>) {
            func format(_ set: (Format?) -> Void) -> Format? {
                let format = workbook_add_format(file)
                set(format)
                return format
            }
            func heading(_ set: (Format?) -> Void) -> Format? {
                format {
                    format_set_bold($0)
                    format_set_text_wrap($0)
                    format_set_bottom($0, UInt8(LXW_BORDER_THIN.rawValue))
                    set($0)
                }
            }
            func numbers(_ set: (Format?) -> Void) -> [Workbook.Style: Format] {
                Dictionary(
                    uniqueKeysWithValues: Workbook.Style.allCases.compactMap { style in
                        format {
                            format_set_num_format($0, Self.code(style))
                            set($0)
                        }.map { (style, $0) }
                    })
            }
            title = format { format_set_bold($0) }
            headings = (
                heading { format_set_indent($0, 1) },
                heading { format_set_align($0, UInt8(LXW_ALIGN_RIGHT.rawValue)) }, heading { _ in }
            )
            texts = (
                format { format_set_indent($0, 1) }, format { _ in },
                format {
                    format_set_text_wrap($0)
                    format_set_align($0, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
                }, format(Self.setTotal)
            )
            plain = numbers { _ in }
            totals = numbers(Self.setTotal)
            inputs = numbers {
                format_set_font_color($0, 0x1F4E9E)
                format_set_bg_color($0, 0xE4EDF8)
                format_set_border($0, UInt8(LXW_BORDER_THIN.rawValue))
            }
        }

        /// A line above it, as below a column that is added up.
        private static func setTotal(_ format: Format?) {
            format_set_bold(format)
            format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
        }

        /// Excel shows these with the signs of whoever opens the file.
        private static func code(_ style: Workbook.Style) -> String {
            switch style {
            case .money: "#,##0.00"
            case .count: "#,##0"
            case .share: "0.0%"
            case .ratio: "0.00"
            case .decimal: "#,##0.0"
            }
        }

        func heading(_ look: Look) -> Format? {
            look.isFirst ? headings.first : look.isNumber ? headings.number : headings.text
        }

        func text(_ look: Look) -> Format? {
            look.isTotal
                ? texts.total : look.isWide ? texts.wide : look.isFirst ? texts.first : texts.plain
        }

        func number(_ style: Workbook.Style, _ look: Look) -> Format? {
            look.isTotal ? totals[style] : plain[style]
        }

        func input(_ style: Workbook.Style) -> Format? { inputs[style] }
    }
#endif
