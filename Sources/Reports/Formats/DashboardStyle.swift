/// What the dashboard adds to the style of the page for management: it is wider, and its letters are larger.
enum DashboardStyle {
    static let text = """

        main.dash{width:990px;margin:10px auto 20px;zoom:1.2}
        .dash header{border:0;padding:0}
        .dash .tiles{display:grid;grid-template-columns:repeat(4,1fr);border:1px solid var(--faint)}
        .dash .tile{padding:8px 11px 7px;border-left:1px solid var(--faint);min-width:0;display:flex;flex-direction:column}
        .dash .tile:first-child{border-left:0}
        .dash .tile h2{font-weight:400;color:var(--soft);margin:0}
        .dash .big{margin:0 0 2px;line-height:1.15;min-height:38px}.dash .big strong{font-size:23px;letter-spacing:-.01em}
        .dash .big span{color:var(--soft);font-size:10.8px}
        .dash .tile .note{margin-top:auto}
        .dash .bar{fill:var(--worth)}.dash .bar.o{fill:var(--range)}.dash .base{stroke:var(--soft);stroke-width:1}
        .dash .wait{fill:var(--bad)}.dash .down{fill:var(--soft)}
        .dash .cols{display:grid;grid-template-columns:minmax(0,2.7fr) minmax(0,1fr);gap:0 20px}
        .dash .decide{margin-bottom:10px}.dash .decide ol{grid-template-columns:1fr;gap:5px}
        .dash .waits{border-top:2px solid var(--ink);padding-top:5px}.dash .small{border-top:2px solid var(--ink);padding-top:5px}
        .dash .waits svg{margin:2px 0 3px}
        .dash .waits ul{list-style:none;margin:4px 0 10px;padding:0;line-height:1.35}.dash .waits li{margin:0 0 5px}
        .dash tbody tr{height:21px}
        .dash .ahead{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:0 20px;margin:10px 0}
        .dash .ahead>div{border-top:2px solid var(--ink);padding-top:5px;min-width:0}
        .dash .ahead p{margin:2px 0 5px}.dash .ahead h3{font-size:11px;font-weight:600;margin:6px 0 2px}
        .ahead svg.line{display:block;overflow:visible;height:212px;\
        width:calc(100% - var(--ticks) - 30px);margin-left:calc(var(--ticks) + 10px)}
        .ahead svg text{font-size:10px;fill:var(--ink)}.ahead svg .tick{fill:var(--soft)}.ahead svg .end{text-anchor:end}
        .ahead svg .middle{text-anchor:middle}.ahead svg .axis{stroke:var(--soft);stroke-width:1}
        .ahead svg .grid{stroke:var(--faint);stroke-width:1}.ahead svg .trend{stroke:var(--worth);stroke-width:2}
        .ahead svg .trend.open{stroke-dasharray:5 4}.ahead svg .dot{fill:var(--worth)}
        .ahead svg .dot.open{fill:var(--paper);stroke:var(--worth);stroke-width:1.6}
        .ahead svg .fan{fill:var(--range);opacity:.45}.ahead svg .begin{stroke:var(--soft);stroke-dasharray:2 3}
        .ahead svg .range{fill:var(--range)}.ahead svg.sign{width:22px;height:16px}.ahead .many .less{display:none}
        .ahead .legend{display:flex;flex-wrap:wrap;gap:2px 12px;color:var(--soft)}
        .ahead .legend>span{display:inline-flex;align-items:center;gap:4px}
        @media print{.dash .tiles,.dash .cols{break-inside:avoid}main.dash{zoom:.8;width:auto}}
        @media screen and (max-width:1260px){main.dash{zoom:1;width:auto;padding:0 14px}}
        @media screen and (max-width:980px){.dash .cols{grid-template-columns:1fr}.dash .tiles{grid-template-columns:1fr 1fr}\
        .dash .tile:nth-child(3){border-left:0}.dash .tile:nth-child(n+3){border-top:1px solid var(--faint)}\
        .dash aside{display:grid;grid-template-columns:repeat(auto-fit,minmax(260px,1fr));gap:0 18px;order:-1}}
        @media screen and (max-width:720px){main.dash{padding:10px 14px}.dash .tiles,.dash aside{grid-template-columns:1fr}\
        .dash .tile{border-left:0}.dash .tile:nth-child(n+2){border-top:1px solid var(--faint)}.dash .big{min-height:0}\
        .dash .big span{font-size:13px}.dash .tile h2{font-size:14px}.ahead svg text,.dash .ahead h3{font-size:12px}}
        """
}
