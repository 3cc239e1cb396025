package io.tid.jmh.report;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/** The figures of a section as bars, platform and virtual threads side by side. */
final class Charts {

    private static final Map<Kind, Color> COLOURS =
            Map.of(Kind.PLATFORM, new Color(0x2F6FB0), Kind.VIRTUAL, new Color(0xE08A2E));
    private static final Color GRID = new Color(0xD1D9E0);
    private static final Color TEXT = new Color(0x1B1F24);

    private static final int WIDTH = 1100;
    private static final int HEIGHT_OF_LINE = 44;
    private static final int HEIGHT_AROUND = 130;

    /** From this factor between the slowest and the fastest on, the axis is logarithmic. */
    private static final double LOGARITHMIC_FROM = 30;

    private Charts() {}

    /** An SVG picture. */
    static String svg(Section section) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (Section.Line line : section.lines()) {
            line.figures().forEach((kind, m) -> data.addValue(m.ns(), series(kind), line.label()));
        }
        JFreeChart chart = ChartFactory.createBarChart(
                section.title(), null, null, data, PlotOrientation.HORIZONTAL, true, false, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(12, 8, 8, 16));
        chart.getTitle().setPaint(TEXT);
        chart.getTitle().setFont(font(Font.BOLD, 18));
        chart.getLegend().setItemFont(font(Font.PLAIN, 13));
        chart.getLegend().setFrame(BlockBorder.NONE);
        style(chart.getCategoryPlot(), section);
        int height = HEIGHT_AROUND + HEIGHT_OF_LINE * section.lines().size();
        VectorGraphics2D graphics = new VectorGraphics2D();
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        return encode(graphics, new PageSize(WIDTH, height));
    }

    private static String encode(VectorGraphics2D graphics, PageSize size) {
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        try {
            Processors.get("svg").getDocument(graphics.getCommands(), size).writeTo(svg);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all bytes", e);
        }
        return svg.toString(StandardCharsets.UTF_8);
    }

    private static void style(CategoryPlot plot, Section section) {
        DoubleSummaryStatistics times = section.lines().stream()
                .flatMap(line -> line.figures().values().stream())
                .mapToDouble(Measurement::ns)
                .filter(ns -> ns > 0)
                .summaryStatistics();
        boolean logarithmic = times.getMax() / times.getMin() >= LOGARITHMIC_FROM;
        ValueAxis axis = logarithmic ? logarithmic(times) : linear(times);
        axis.setLabelFont(font(Font.PLAIN, 13));
        axis.setTickLabelFont(font(Font.PLAIN, 12));
        axis.setTickLabelPaint(TEXT);
        plot.setRangeAxis(axis);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(GRID);
        plot.getDomainAxis().setTickLabelFont(font(Font.PLAIN, 13));
        plot.getDomainAxis().setTickLabelPaint(TEXT);
        plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(0.5f);
        plot.getDomainAxis().setCategoryMargin(0.25);
        plot.getDomainAxis().setLowerMargin(0.02);
        plot.getDomainAxis().setUpperMargin(0.02);
        style((BarRenderer) plot.getRenderer(), axis);
    }

    private static void style(BarRenderer bars, ValueAxis axis) {
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setItemMargin(0.04);
        bars.setMaximumBarWidth(0.1);
        bars.setBase(axis.getLowerBound());
        bars.setDefaultItemLabelGenerator(new Label());
        bars.setDefaultItemLabelsVisible(true);
        bars.setDefaultItemLabelFont(font(Font.PLAIN, 11));
        bars.setDefaultItemLabelPaint(TEXT);
        COLOURS.forEach((kind, colour) -> {
            int series = bars.getPlot().getDataset().getRowIndex(series(kind));
            if (series >= 0) {
                bars.setSeriesPaint(series, colour);
            }
        });
    }

    private static ValueAxis linear(DoubleSummaryStatistics times) {
        NumberAxis axis = new NumberAxis("ns/op");
        axis.setRange(0, times.getMax() * 1.12); // room for the figure behind the longest bar
        return axis;
    }

    /** From a whole decade to a little behind the longest bar. */
    private static ValueAxis logarithmic(DoubleSummaryStatistics times) {
        LogAxis axis = new LogAxis("ns/op, logarithmic");
        axis.setTickUnit(new NumberTickUnit(1)); // decades
        axis.setNumberFormatOverride(new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        double from = Math.pow(10, Math.floor(Math.log10(times.getMin())));
        axis.setRange(from, times.getMax() * Math.pow(times.getMax() / from, 0.12));
        return axis;
    }

    private static String series(Kind kind) {
        return kind.title() + " threads";
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /** The time behind a bar. */
    private static final class Label extends StandardCategoryItemLabelGenerator {

        private static final long serialVersionUID = 1;

        @Override
        public String generateLabel(CategoryDataset data, int row, int column) {
            Number ns = data.getValue(row, column);
            return ns == null ? "" : Figures.number(ns.doubleValue());
        }
    }
}
