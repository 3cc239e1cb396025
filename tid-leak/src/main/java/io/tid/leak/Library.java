package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * Threads of well-known libraries. Most belong to something that has to be closed and may be shared, so they are for hire.
 * What a library has once in a JVM, and nobody can close, is left out.
 */
enum Library {
    NETTY_LOOP(
            Kind.SELECTOR.title(),
            "shut down its EventLoopGroup, or the client or server that owns it",
            Sign.runs(
                    "io.netty",
                    "channel.SingleThreadIoEventLoop.run",
                    "channel.nio.NioEventLoop.run",
                    "channel.epoll.EpollEventLoop.run",
                    "channel.kqueue.KQueueEventLoop.run",
                    "incubator.channel.uring.IOUringEventLoop.run",
                    "channel.DefaultEventLoop.run",
                    "util.concurrent.DefaultEventExecutor.run")),
    NETTY_TIMER(
            "a HashedWheelTimer that was not stopped",
            "stop the timer, or shut down the client that owns it (Lettuce: its ClientResources)",
            Sign.runs("io.netty", "util.HashedWheelTimer$Worker.run")),
    NETTY_GLOBAL(Sign.runs("io.netty", "util.concurrent.GlobalEventExecutor$TaskRunner.run")),
    OKIO(Sign.runs("okio", "AsyncTimeout$Watchdog.run")),
    OKHTTP(
            Sign.runs("okhttp3 okio kotlin", "internal.concurrent.TaskRunner.awaitTaskToRun"),
            Sign.idleDaemon("OkHttp TaskRunner")),
    OKHTTP_CLIENT(
            "an OkHttpClient that keeps a connection or a thread",
            "shut down client.dispatcher().executorService(), and call client.connectionPool().evictAll()",
            Sign.runs("okhttp3 okio kotlin", "internal.http2.Http2Connection$ReaderRunnable.invoke"),
            Sign.idle("OkHttp Dispatcher")),
    REACTOR(Sign.idleDaemon("(parallel|single|boundedElastic|boundedElastic-evictor)-\\d+")),
    HIKARI(
            "a HikariDataSource that was not closed",
            "close the data source",
            Sign.runs("com.zaxxer.hikari", "pool.HikariPool$PoolEntryCreator.call"),
            Sign.idle(".+[ :](housekeeper|connection adder|connection closer|connection rotator)")),
    KAFKA(
            "a client of Kafka that was not closed",
            "close the producer, the consumer or the admin client",
            Sign.runs(
                    "org.apache.kafka",
                    "clients.producer.internals.Sender.run",
                    "clients.admin.KafkaAdminClient$AdminClientRunnable.run",
                    "clients.consumer.internals.AbstractCoordinator$HeartbeatThread.run",
                    "clients.consumer.internals.ConsumerNetworkThread.run")),
    GRPC(
            "a channel or server of gRPC that was not shut down",
            "shut it down and await its end; what all channels share ends a second after the last",
            Sign.idle("grpc-(default-executor|timer)-\\d+")),
    GRPC_SHARED(Sign.idleDaemon("grpc-shared-destroyer-\\d+")),
    AWS(
            "a client of the AWS SDK that was not closed",
            "close the client",
            Sign.runs(
                    "software.amazon.awssdk",
                    "http.apache.internal.conn.IdleConnectionReaper$ReaperTask.run",
                    "http.apache5.internal.conn.IdleConnectionReaper$ReaperTask.run"),
            Sign.runs("com.amazonaws", "http.IdleConnectionReaper.run"),
            Sign.idle("sdk-(async-response|ScheduledExecutor)-.*")),
    HTTP_CLIENT(Kind.HTTP_CLIENT.title(), Kind.HTTP_CLIENT.advice(), Sign.idle("HttpClient-\\d+-Worker-\\d+")),
    HTTP_SERVER(
            "an HttpServer that was not stopped",
            "stop the server, or close what owns it, such as tid's ThreadProfileServer",
            Sign.runs("sun.net.httpserver", "ServerImpl$Dispatcher.run"),
            Sign.idle("idle-timeout-task|req-rsp-timeout-task|server-timer1?")),
    TID_SERVER("a ThreadProfileServer that was not closed", "close the server", Sign.idle("tid-profile-\\d+")),
    WATCH_SERVICE(
            "a WatchService that was not closed",
            "close the watch service",
            Sign.runs("sun.nio.fs", "LinuxWatchService$Poller.run", "WindowsWatchService$Poller.run"));

    private final String title;
    private final String advice;
    private final boolean leftOut;

    @SuppressWarnings("ImmutableEnumChecker") // it is an immutable list
    private final List<Sign> signs;

    Library(String title, String advice, Sign... signs) {
        this.title = title;
        this.advice = advice;
        this.leftOut = false;
        this.signs = List.of(signs);
    }

    /** One that is left out. */
    Library(Sign... signs) {
        this.title = "";
        this.advice = "";
        this.leftOut = true;
        this.signs = List.of(signs);
    }

    static Optional<Library> of(ThreadSnapshot thread) {
        for (Library library : values()) {
            for (Sign sign : library.signs) {
                if (sign.matches(thread)) {
                    return Optional.of(library);
                }
            }
        }
        return Optional.empty();
    }

    String title() {
        return title;
    }

    String advice() {
        return advice;
    }

    boolean isLeftOut() {
        return leftOut;
    }
}
