package io.tid.example;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The demo: starts the server, plays a few rooms against it and says what stands in the log; or stays up. */
@Command(
        name = "demo",
        description = "GameRoom: a small game server on virtual threads whose log tells who said it.",
        footer = {
            "",
            "Without options it plays three rooms against itself on a free port and ends.",
            "",
            "Exit codes:" + " 0 all well, 1 failed, 2 wrong use, 130 ended by Ctrl-C."
        },
        sortOptions = false)
final class GameRoom implements Callable<Integer> {

    private static final int DEFAULT_PORT = 8899;

    @Option(
            names = "--serve",
            arity = "0..1",
            paramLabel = "PORT",
            fallbackValue = "" + DEFAULT_PORT,
            description =
                    "Stay up on 127.0.0.1:PORT until Ctrl-C; 0 is a free port, and the default is ${FALLBACK-VALUE}.")
    private @Nullable Integer port;

    @Option(names = "--help", usageHelp = true, description = "Show this and end.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec command;

    private GameRoom() {}

    public static void main(String[] args) {
        CommandLine demo = new CommandLine(new GameRoom());
        demo.setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println("demo: " + failure.getMessage());
            return 1;
        });
        System.exit(demo.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (port == null) {
            play();
        } else if (port < 0 || port > 65_535) {
            throw new ParameterException(command.commandLine(), "port must be from 0 to 65535: --serve=" + port);
        } else {
            serve(port);
        }
        return 0;
    }

    private static void play() throws IOException, InterruptedException, ExecutionException {
        // Before the first logger: Log4j's console takes the stream that it finds.
        PrintStream console = System.out;
        Tally tally = new Tally(console);
        System.setOut(new PrintStream(tally, true, StandardCharsets.UTF_8));
        try (RoomServer server = start(0);
                RoomClient client = new RoomClient(server.uri())) {
            for (List<String> players : List.of(List.of("ann", "bob"), List.of("cleo", "dan", "eve"), List.of("fay"))) {
                LogManager.getLogger().info("game over: {}", client.play(players));
            }
        }
        LogManager.shutdown();
        console.printf(
                "%n%d lines by %d different threads. What made them: examples/src/main/resources/log4j2.xml%n",
                tally.lines(), tally.gids());
    }

    private static void serve(int port) throws IOException, InterruptedException {
        RoomServer server = start(port);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            server.close();
            LogManager.shutdown();
        }));
        System.out.printf(
                "Try: curl -X POST %1$s/rooms; curl -X POST %1$s/rooms/1/players/ann; Ctrl-C ends it.%n", server.uri());
        new CountDownLatch(1).await();
    }

    private static RoomServer start(int port) throws IOException {
        Logger log = LogManager.getLogger();
        log.info("GameRoom starts on Java {}", Runtime.version().feature());
        try {
            RoomServer server = new RoomServer(port);
            log.info("GameRoom is up");
            return server;
        } catch (BindException e) {
            LogManager.shutdown();
            throw new IOException("port must be free on 127.0.0.1: port=" + port + " is in use", e);
        }
    }
}
