package io.tid.example;

import io.tid.profile.ThreadProfileServer;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The demo: starts the server, plays a few rooms against it and says what stands in the log; or stays up. */
@Command(
        name = "./demo",
        description = "GameRoom: a small game server on virtual threads whose log tells who said it.",
        footer = {
            "",
            "Without options it plays three rooms against itself on a free port and ends.",
            "",
            "Exit codes: 0 all well, 1 failed, 2 wrong use; after --serve, 130 ended by",
            "Ctrl-C, 143 by SIGTERM."
        },
        sortOptions = false)
final class GameRoom implements Callable<Integer> {

    private static final Logger LOG = LogManager.getLogger();
    private static final int DEFAULT_PORT = 8899;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    @Option(
            names = "--serve",
            arity = "0..1",
            paramLabel = "PORT",
            fallbackValue = "" + DEFAULT_PORT,
            converter = Port.class,
            description = "Stay up on 127.0.0.1:PORT until Ctrl-C, with the thread profile at the next port;"
                    + " 0 takes free ones, and the default is ${FALLBACK-VALUE}.")
    private @Nullable Integer port;

    @Option(names = "--help", usageHelp = true, description = "Show this and end.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    private GameRoom() {}

    /** Reads a port. */
    static final class Port implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            if (text.matches("\\d{1,5}") && Integer.parseInt(text) < 65_535) {
                return Integer.valueOf(text);
            }
            throw new TypeConversionException("port must be from 0 to 65534: " + Refused.quoted(text));
        }
    }

    public static void main(String[] args) {
        CommandLine demo = new CommandLine(new GameRoom());
        demo.setParameterExceptionHandler((wrong, line) -> {
            demo.getErr().println("demo: " + wrong.getMessage() + "\nTry ./demo --help");
            return WRONG_USE;
        });
        demo.setExecutionExceptionHandler((failure, line, parsed) -> {
            demo.getErr().println("demo: " + failure.getMessage());
            return FAILED;
        });
        System.exit(demo.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (port == null) {
            play();
        } else {
            serve(port);
        }
        return 0;
    }

    private static void play() throws IOException, InterruptedException, ExecutionException {
        Tally tally = Tally.start(LoggerContext.getContext(false));
        try (RoomServer server = start(0);
                RoomClient client = new RoomClient(server.uri())) {
            for (List<String> players : List.of(List.of("ann", "bob"), List.of("cleo", "dan", "eve"), List.of("fay"))) {
                LOG.info("game over: {}", client.play(players));
            }
            comeTooLate(client);
        } finally {
            LogManager.shutdown();
        }
        System.out.printf(
                "%n%d lines by %d threads, each with its own gid: %d platform, %d virtual (these have no other name).%n"
                        + "The format is set in examples/src/main/resources/log4j2.xml; ./demo --serve stays up.%n",
                tally.lines(),
                tally.platformThreads() + tally.virtualThreads(),
                tally.platformThreads(),
                tally.virtualThreads());
    }

    private static void comeTooLate(RoomClient client) throws IOException, InterruptedException {
        try {
            client.join("/rooms/3", "gus");
        } catch (Refused e) {
            LOG.info("gus came too late: {}", e.status());
        }
    }

    private static void serve(int port) throws IOException, InterruptedException {
        RoomServer server = start(port);
        // Beside the server and not in it: there it would wait, too, when requests hang in all places.
        ThreadProfileServer profile = bind(port == 0 ? 0 : port + 1, ThreadProfileServer::start);
        // The only hook: log4j2.xml turns off Log4j's own, which would end the log before the server.
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    LOG.info("asked to end");
                    server.close();
                    profile.close();
                    LogManager.shutdown();
                }));
        LOG.info("try: curl -X POST {}/rooms", server.uri());
        LOG.info("and: curl -X POST {}/rooms/1/players/ann", server.uri());
        LOG.info(
                "who is alive: http://127.0.0.1:{}/debug/threads; a leak to find: curl -X POST '{}/leak?n=300'",
                profile.port(),
                server.uri());
        LOG.info("Ctrl-C ends it");
        new CountDownLatch(1).await();
    }

    private static RoomServer start(int port) throws IOException {
        RoomServer server = bind(port, free -> new RoomServer(free, new Rooms()));
        LOG.info("GameRoom starts on Java {}", Runtime.version().feature());
        server.start();
        LOG.info("GameRoom is up");
        return server;
    }

    private static <T> T bind(int port, Binding<T> server) throws IOException {
        try {
            return server.to(port);
        } catch (BindException e) {
            throw new IOException("port " + port + " on 127.0.0.1 must be free: " + e.getMessage(), e);
        }
    }

    private interface Binding<T> {
        T to(int port) throws IOException;
    }
}
