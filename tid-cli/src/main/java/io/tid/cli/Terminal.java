package io.tid.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the output goes, if that is a terminal: its size, and a screen of its own that is taken away again. */
final class Terminal {

    static final int PLAIN_WIDTH = 80;

    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4}) ([1-9]\\d{0,4})\\s*");
    private static final String OWN_SCREEN = "\u001b[?1049h\u001b[?25l"; // the alternate screen, and no cursor
    private static final String BACK = "\u001b[?25h\u001b[?1049l";
    private static final String TO_TOP = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    private Terminal() {}

    record Size(int rows, int columns) {}

    /** Whether both ends of this command are one. */
    @SuppressWarnings("SystemConsoleNull") // on 21 it is null where there is no terminal
    static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try { // since 22 there is a console also where there is no terminal
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException of21) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Columns to fill; as good as unlimited where the output goes elsewhere. */
    static int width() {
        return isThere() ? size().columns : Integer.MAX_VALUE;
    }

    static Size size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Matcher size = SIZE.matcher(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            if (size.matches()) {
                return new Size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
            }
        } catch (IOException noStty) {
            // as usual, then
        }
        return new Size(24, PLAIN_WIDTH);
    }

    /** Begins a screen of its own, and makes sure that it ends with this process, however that ends. */
    static String begin() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            System.out.print(BACK);
                            System.out.flush();
                        },
                        "tid-screen"));
        return OWN_SCREEN;
    }

    /** The text, over what was there before. */
    static String repaint(String text) {
        return TO_TOP + text.stripTrailing().replace("\n", REST_OF_LINE + "\n") + REST_OF_LINE + REST_OF_SCREEN;
    }
}
