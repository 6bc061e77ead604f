//! The plot: bars from 1, the value of what all are compared with, to the ratio of each other; the scales are
//! logarithmic, as half and double should look alike, and each panel has its own.
//!
//! Colours are told apart with any kind of colour vision, each on both grounds, and every bar has its number.

use std::fmt::Write as _;

/// Bars in groups, in panels side by side.
#[derive(Debug, Clone)]
pub struct Plot {
    /// For readers that do not see it.
    pub title: &'static str,
    /// What stands above: what 1 is, and which side is better.
    pub head: &'static str,
    /// Who has bars, in this order; at most seven.
    pub series: Vec<&'static str>,
    /// Names of the groups, and what they are about.
    pub groups: Vec<(&'static str, &'static str)>,
    pub panels: Vec<Panel>,
}

/// One question, with a ratio for each group and series. Where there is none, there is no bar.
#[derive(Debug, Clone)]
pub struct Panel {
    pub title: &'static str,
    pub ratios: Vec<Vec<Option<f64>>>,
}

const LEFT: f64 = 200.0;
const TOP: f64 = 86.0;
/// All panels together.
const WIDTH: f64 = 762.0;
const GAP: f64 = 18.0;
/// Room for a number on either side of the bars.
const NUMBER: f64 = 34.0;
const BAR: f64 = 15.0;

const STYLE: &str = "
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .small { font-size: 11px; fill: #59636e; }
  .head { font-weight: 600; }
  .ground { fill: #ffffff; stroke: #d1d9e0; }
  .grid { stroke: #d1d9e0; }
  .one { stroke: #59636e; stroke-width: 1.5; }
  .c1 { fill: #0072b2; } .c2 { fill: #d55e00; } .c3 { fill: #009e73; } .c4 { fill: #aa4499; }
  .c5 { fill: #8c6d1f; } .c6 { fill: #56b4e9; } .c7 { fill: #6e7781; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .small { fill: #b7bec7; }
    .ground { fill: #0d1117; stroke: #3d444d; }
    .grid { stroke: #3d444d; }
    .one { stroke: #b7bec7; }
    .c1 { fill: #56b4e9; } .c2 { fill: #e69f00; } .c3 { fill: #2fbf97; } .c4 { fill: #dd8fc5; }
    .c5 { fill: #f0e442; } .c6 { fill: #9ecbff; } .c7 { fill: #b7bec7; }
  }
";

impl Plot {
    #[must_use]
    pub fn svg(&self) -> String {
        let (bottom, width) = (self.bottom(), LEFT + WIDTH);
        let height = bottom + 34.0;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\">\n<title>{}</title>\n<style>{STYLE}</style>\n<rect class=\"ground\" \
             x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"6\"/>\n",
            self.title,
            width - 1.0,
            height - 1.0
        );
        self.legend(&mut svg);
        for (i, panel) in self.panels.iter().enumerate() {
            self.panel(&mut svg, LEFT + (self.panel_width() + GAP) * count(i), panel);
        }
        for (i, (name, about)) in self.groups.iter().enumerate() {
            let y = TOP + self.group() * count(i) + self.group() / 2.0;
            text(&mut svg, "head", "start", 16.0, y - 2.0, name);
            text(&mut svg, "small", "start", 16.0, y + 14.0, about);
        }
        svg.push_str("</svg>\n");
        svg
    }

    fn group(&self) -> f64 {
        BAR * count(self.series.len()) + 16.0
    }

    fn bottom(&self) -> f64 {
        TOP + self.group() * count(self.groups.len())
    }

    fn panel_width(&self) -> f64 {
        WIDTH / count(self.panels.len()) - GAP
    }

    fn legend(&self, svg: &mut String) {
        text(svg, "head", "start", 16.0, 26.0, self.head);
        for (i, name) in self.series.iter().enumerate() {
            let x = 16.0 + 132.0 * count(i);
            let class = i + 1;
            let _ = writeln!(
                svg,
                "<rect class=\"c{class}\" x=\"{x}\" y=\"39\" width=\"12\" height=\"12\" rx=\"2\"/>"
            );
            text(svg, "", "start", x + 18.0, 50.0, name);
        }
    }

    fn panel(&self, svg: &mut String, left: f64, panel: &Panel) {
        let scale = &Scale::over(panel, self.panel_width());
        let bottom = self.bottom();
        text(svg, "head", "middle", left + scale.x(1.0), TOP - 12.0, panel.title);
        for power in scale.low..=scale.high {
            let x = left + scale.x(f64::from(power).exp2());
            grid_line(svg, x, bottom, power);
            if power % scale.step() == 0 {
                let tick = if power < 0 { format!("1/{}", 1 << -power) } else { (1 << power).to_string() };
                text(svg, "small", "middle", x, bottom + 18.0, &tick);
            }
        }
        for (i, ratios) in panel.ratios.iter().enumerate() {
            for (j, ratio) in ratios.iter().enumerate() {
                let y = TOP + self.group() * count(i) + 8.0 + BAR * count(j);
                if let Some(ratio) = ratio {
                    bar(svg, scale, left, y, j + 1, *ratio);
                }
            }
        }
    }
}

fn grid_line(svg: &mut String, x: f64, bottom: f64, power: i32) {
    let class = if power == 0 { "one" } else { "grid" };
    let _ =
        writeln!(svg, "<line class=\"{class}\" x1=\"{x:.1}\" y1=\"{TOP}\" x2=\"{x:.1}\" y2=\"{bottom}\"/>");
}

fn bar(svg: &mut String, scale: &Scale, left: f64, y: f64, class: usize, ratio: f64) {
    let (one, end) = (left + scale.x(1.0), left + scale.x(ratio));
    let (x, width, height) = (one.min(end), (one - end).abs().max(1.0), BAR - 2.0);
    let _ = writeln!(
        svg,
        "<rect class=\"c{class}\" x=\"{x:.1}\" y=\"{y}\" width=\"{width:.1}\" height=\"{height}\"/>"
    );
    let (anchor, x) = if ratio < 1.0 { ("end", end - 4.0) } else { ("start", end + 4.0) };
    let digits = if ratio < 9.95 { 2 } else { 1 };
    text(svg, "small", anchor, x, y + 10.5, &format!("{ratio:.digits$}"));
}

/// The words are ours, so nothing in them needs an escape.
fn text(svg: &mut String, class: &str, anchor: &str, x: f64, y: f64, words: &str) {
    let _ = writeln!(
        svg,
        "<text class=\"{class}\" text-anchor=\"{anchor}\" x=\"{x:.1}\" y=\"{y:.1}\">{words}</text>"
    );
}

/// Powers of two between which all ratios of a panel are; 1 is among them.
struct Scale {
    low: i32,
    high: i32,
    width: f64,
}

impl Scale {
    fn over(panel: &Panel, width: f64) -> Self {
        let ratios = panel.ratios.iter().flatten().flatten().map(|ratio| ratio.log2());
        let (low, high) = ratios.fold((0.0_f64, 0.0_f64), |(low, high), x| (low.min(x), high.max(x)));
        #[allow(clippy::cast_possible_truncation)] // logarithms of ratios
        Scale { low: low.floor().min(-1.0) as i32, high: high.ceil() as i32, width }
    }

    /// Every how many lines there is room for a number.
    fn step(&self) -> i32 {
        if self.high - self.low > 5 { 2 } else { 1 }
    }

    /// Where a ratio is within a panel.
    fn x(&self, ratio: f64) -> f64 {
        let part = (ratio.log2() - f64::from(self.low)) / f64::from(self.high - self.low);
        NUMBER + part * (self.width - 2.0 * NUMBER)
    }
}

#[allow(clippy::cast_precision_loss)] // a handful
fn count(number: usize) -> f64 {
    number as f64
}
