package io.tid.jmh.report;

import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The figures of a section as bars, platform and virtual threads side by side. */
final class Charts {

    private static final Color[] COLOURS = {new Color(0x2F6FB0), new Color(0xE08A2E)};

    /** From this factor between the slowest and the fastest on, the axis is logarithmic. */
    private static final double LOGARITHMIC_FROM = 50;

    private Charts() {}

    /** An SVG picture. */
    static String svg(Section section) {
        List<String> labels = section.lines().stream().map(Section.Line::label).toList();
        double slowest = extreme(section, true);
        double fastest = extreme(section, false);
        boolean logarithmic = slowest / fastest >= LOGARITHMIC_FROM;
        CategoryChart chart = new CategoryChartBuilder()
                .width(1100)
                .height(620)
                .title(section.title() + ": ns/op" + (logarithmic ? ", logarithmic" : ""))
                .build();
        style(chart.getStyler());
        chart.getStyler().setYAxisLogarithmic(logarithmic);
        if (logarithmic) {
            chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(fastest))));
            chart.getStyler().setYAxisMax(Math.pow(10, Math.ceil(Math.log10(slowest))));
        }
        for (Kind kind : Kind.values()) {
            List<Double> values = section.lines().stream()
                    .map(line -> line.on(kind).map(Measurement::ns).orElse(Double.NaN))
                    .toList();
            if (values.stream().anyMatch(ns -> !ns.isNaN())) {
                chart.addSeries(kind.title() + " threads", labels, values);
            }
        }
        return encode(chart);
    }

    private static double extreme(Section section, boolean largest) {
        var all = section.lines().stream()
                .flatMap(line -> line.figures().values().stream())
                .mapToDouble(Measurement::ns)
                .filter(ns -> ns > 0);
        return (largest ? all.max() : all.min()).orElse(1);
    }

    private static void style(CategoryStyler style) {
        style.setSeriesColors(COLOURS);
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setLegendPosition(LegendPosition.InsideNW);
        style.setLegendBorderColor(Color.WHITE);
        style.setXAxisLabelRotation(35);
        style.setXAxisLabelAlignmentVertical(TextAlignment.Right);
        style.setLabelsVisible(true);
        style.setLabelsPosition(1);
        style.setLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        style.setAvailableSpaceFill(0.8);
        style.setOverlapped(false);
        style.setLocale(Locale.ROOT);
    }

    private static String encode(CategoryChart chart) {
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        try {
            VectorGraphicsEncoder.saveVectorGraphic(chart, svg, VectorGraphicsFormat.SVG);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return svg.toString(StandardCharsets.UTF_8);
    }
}
