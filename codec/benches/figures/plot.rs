//! The plot: bars from 1, the value of `Json`, to the ratio of each other codec; to the left is better.
//!
//! The scales are logarithmic, as half and double should look alike; each panel has its own. Colours are told apart with any kind of colour
//! vision, each on both grounds, and every bar has its number.

use std::fmt::Write as _;

use crate::messages::CODECS;
use crate::{Figure, Group};

const LEFT: f64 = 200.0;
const TOP: f64 = 86.0;
const PANEL: f64 = 236.0;
const GAP: f64 = 18.0;
/// Room for a number on either side of the bars.
const NUMBER: f64 = 34.0;
const BAR: f64 = 15.0;
const GROUP: f64 = BAR * 4.0 + 16.0;

/// What a panel is about, and where its ratios are.
type Panel = (&'static str, fn(&Figure) -> f64);
const PANELS: [Panel; 3] = [
    ("size", |figure| figure.size),
    ("time to encode", |figure| figure.encode),
    ("time to decode", |figure| figure.decode),
];

const STYLE: &str = "
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .small { font-size: 11px; fill: #59636e; }
  .head { font-weight: 600; }
  .ground { fill: #ffffff; stroke: #d1d9e0; }
  .grid { stroke: #d1d9e0; }
  .one { stroke: #59636e; stroke-width: 1.5; }
  .c1 { fill: #0072b2; } .c2 { fill: #d55e00; } .c3 { fill: #009e73; } .c4 { fill: #aa4499; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .small { fill: #b7bec7; }
    .ground { fill: #0d1117; stroke: #3d444d; }
    .grid { stroke: #3d444d; }
    .one { stroke: #b7bec7; }
    .c1 { fill: #56b4e9; } .c2 { fill: #e69f00; } .c3 { fill: #2fbf97; } .c4 { fill: #dd8fc5; }
  }
";

pub(crate) fn of(groups: &[Group]) -> String {
    let height = TOP + GROUP * count(groups.len()) + 34.0;
    let width = LEFT + (PANEL + GAP) * 3.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\">\n<title>Size and time of five messages in each codec, relative to \
         Json</title>\n<style>{STYLE}</style>\n<rect class=\"ground\" x=\"0.5\" y=\"0.5\" width=\"{}\" \
         height=\"{}\" rx=\"6\"/>\n",
        width - 1.0,
        height - 1.0
    );
    legend(&mut svg);
    for (i, panel) in PANELS.iter().enumerate() {
        draw_panel(&mut svg, LEFT + (PANEL + GAP) * count(i), panel, groups);
    }
    for (i, group) in groups.iter().enumerate() {
        let y = TOP + GROUP * count(i) + GROUP / 2.0;
        text(&mut svg, "head", "start", 16.0, y - 2.0, group.message);
        text(&mut svg, "small", "start", 16.0, y + 14.0, group.about);
    }
    svg.push_str("</svg>\n");
    svg
}

fn legend(svg: &mut String) {
    text(svg, "head", "start", 16.0, 26.0, "Relative to Json, logarithmic: left of 1 is smaller, or faster");
    for (i, codec) in CODECS.iter().enumerate().skip(1) {
        let x = 16.0 + 130.0 * count(i - 1);
        let _ =
            writeln!(svg, "<rect class=\"c{i}\" x=\"{x}\" y=\"39\" width=\"12\" height=\"12\" rx=\"2\"/>");
        text(svg, "", "start", x + 18.0, 50.0, codec);
    }
}

fn draw_panel(svg: &mut String, left: f64, (title, ratio): &Panel, groups: &[Group]) {
    let scale = &Scale::over(groups, *ratio);
    let bottom = TOP + GROUP * count(groups.len());
    text(svg, "head", "middle", left + scale.x(1.0), TOP - 12.0, title);
    for power in scale.low..=scale.high {
        grid_line(svg, left + scale.x(f64::from(power).exp2()), bottom, power);
        if power % scale.step() == 0 {
            let tick = if power < 0 { format!("1/{}", 1 << -power) } else { (1 << power).to_string() };
            text(svg, "small", "middle", left + scale.x(f64::from(power).exp2()), bottom + 18.0, &tick);
        }
    }
    for (i, group) in groups.iter().enumerate() {
        for (j, figure) in group.figures.iter().enumerate().skip(1) {
            let y = TOP + GROUP * count(i) + 8.0 + BAR * count(j - 1);
            bar(svg, scale, left, y, j, ratio(figure));
        }
    }
}

fn grid_line(svg: &mut String, x: f64, bottom: f64, power: i32) {
    let class = if power == 0 { "one" } else { "grid" };
    let _ =
        writeln!(svg, "<line class=\"{class}\" x1=\"{x:.1}\" y1=\"{TOP}\" x2=\"{x:.1}\" y2=\"{bottom}\"/>");
}

fn bar(svg: &mut String, scale: &Scale, left: f64, y: f64, codec: usize, ratio: f64) {
    let (one, end) = (left + scale.x(1.0), left + scale.x(ratio));
    let (x, width, height) = (one.min(end), (one - end).abs().max(1.0), BAR - 2.0);
    let _ = writeln!(
        svg,
        "<rect class=\"c{codec}\" x=\"{x:.1}\" y=\"{y}\" width=\"{width:.1}\" height=\"{height}\"/>"
    );
    let (anchor, x) = if ratio < 1.0 { ("end", end - 4.0) } else { ("start", end + 4.0) };
    text(svg, "small", anchor, x, y + 10.5, &format!("{ratio:.2}"));
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
}

impl Scale {
    fn over(groups: &[Group], ratio: fn(&Figure) -> f64) -> Self {
        let ratios = groups.iter().flat_map(|group| &group.figures).map(|figure| ratio(figure).log2());
        let (low, high) = ratios.fold((0.0_f64, 0.0_f64), |(low, high), x| (low.min(x), high.max(x)));
        #[allow(clippy::cast_possible_truncation)] // logarithms of ratios
        Scale { low: low.floor().min(-1.0) as i32, high: high.ceil() as i32 }
    }

    /// Every how many lines there is room for a number.
    fn step(&self) -> i32 {
        if self.high - self.low > 5 { 2 } else { 1 }
    }

    /// Where a ratio is within a panel.
    fn x(&self, ratio: f64) -> f64 {
        let part = (ratio.log2() - f64::from(self.low)) / f64::from(self.high - self.low);
        NUMBER + part * (PANEL - 2.0 * NUMBER)
    }
}

#[allow(clippy::cast_precision_loss)] // a handful
fn count(number: usize) -> f64 {
    number as f64
}
