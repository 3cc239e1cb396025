import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Says at the end of a build which tests it skipped, and why, from the reports of all modules: a green build that skipped the
 * browser's tests says nothing of the browser. It fails no build. Run as {@code java .ci/Skipped.java ROOT}.
 */
final class Skipped {

    private Skipped() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Map<String, Integer>> classesByReason = new TreeMap<>();
        DocumentBuilder xml = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        for (Path report : reports(Path.of(arguments[0]))) {
            NodeList skipped = xml.parse(report.toFile()).getElementsByTagName("skipped");
            for (int i = 0; i < skipped.getLength(); i++) {
                Element test = (Element) skipped.item(i).getParentNode();
                String reason = reason(((Element) skipped.item(i)).getAttribute("message"));
                String type = test.getAttribute("classname");
                classesByReason
                        .computeIfAbsent(reason, added -> new TreeMap<>())
                        .merge(type.substring(type.lastIndexOf('.') + 1), 1, Integer::sum);
            }
        }
        System.out.print(text(classesByReason));
    }

    private static List<Path> reports(Path root) throws IOException {
        try (Stream<Path> files = Files.find(root, 4, (path, attributes) -> path.toString()
                .replace('\\', '/')
                .matches(".*/target/(surefire|failsafe)-reports/TEST-[^/]*\\.xml"))) {
            return files.sorted().toList();
        }
    }

    private static String reason(String message) {
        String line = message.lines().findFirst().orElse("").replaceFirst("^Assumption failed: ", "");
        return line.isEmpty() ? "no reason given" : line;
    }

    private static String text(Map<String, Map<String, Integer>> classesByReason) {
        int all = classesByReason.values().stream()
                .flatMap(classes -> classes.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
        StringBuilder text = new StringBuilder(all == 0 ? "Skipped tests: none\n" : "Skipped tests: " + all + "\n");
        classesByReason.forEach((reason, classes) -> {
            int count = classes.values().stream().mapToInt(Integer::intValue).sum();
            text.append("  ").append(count).append(": ").append(reason).append(' ').append(classes.keySet());
            text.append('\n');
        });
        return text.toString();
    }
}
