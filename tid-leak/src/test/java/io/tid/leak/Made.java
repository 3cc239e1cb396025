package io.tid.leak;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.lettuce.core.resource.ClientResources;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.tid.profile.ThreadProfileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Assumptions;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** Each makes what starts the threads of one row of {@link Library}, with the library itself. */
enum Made {
    EPOLL(Library.NETTY_LOOP, "multiThreadIoEventLoopGroup-") {
        @Override
        AutoCloseable make() throws Exception {
            Assumptions.assumeTrue(Epoll.isAvailable(), "no epoll here");
            EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
            group.submit(() -> {}).get();
            return () -> Recipes.shutDown(group);
        }
    },
    NIO(Library.NETTY_LOOP, "multiThreadIoEventLoopGroup-") {
        @Override
        AutoCloseable make() throws Exception {
            EventLoopGroup group = Recipes.netty();
            return () -> Recipes.shutDown(group);
        }
    },
    EVENT_EXECUTOR(Library.NETTY_LOOP, "defaultEventExecutorGroup-") {
        @Override
        AutoCloseable make() throws Exception {
            EventExecutorGroup group = new DefaultEventExecutorGroup(1);
            group.submit(() -> {}).get();
            return () -> group.shutdownGracefully(0, 0, TimeUnit.SECONDS).get();
        }
    },
    GLOBAL_EXECUTOR(Library.NETTY_GLOBAL, "globalEventExecutor-") {
        @Override
        AutoCloseable make() throws Exception {
            GlobalEventExecutor.INSTANCE.submit(() -> {}).get();
            return () -> {};
        }
    },
    WHEEL(Library.NETTY_TIMER, "pool-") {
        @Override
        AutoCloseable make() {
            HashedWheelTimer timer = new HashedWheelTimer();
            timer.start();
            return timer::stop;
        }
    },
    LETTUCE(Library.NETTY_TIMER, "lettuce-timer-") {
        @Override
        AutoCloseable make() {
            ClientResources resources = ClientResources.create();
            resources.timer().newTimeout(timeout -> {}, 1, TimeUnit.HOURS);
            return () -> resources.shutdown(0, 0, TimeUnit.SECONDS).get();
        }
    },
    OKIO(Library.OKIO, "Okio Watchdog") {
        @Override
        AutoCloseable make() throws Exception {
            return okHttp();
        }
    },
    OKHTTP(Library.OKHTTP, "OkHttp TaskRunner") {
        @Override
        AutoCloseable make() throws Exception {
            return okHttp();
        }
    },
    OKHTTP_DISPATCHER(Library.OKHTTP_CLIENT, "OkHttp Dispatcher") {
        @Override
        AutoCloseable make() throws Exception {
            return okHttp();
        }
    },
    REACTOR_PARALLEL(Library.REACTOR, "parallel-") {
        @Override
        AutoCloseable make() throws Exception {
            return used(Schedulers.parallel());
        }
    },
    REACTOR_SINGLE(Library.REACTOR, "single-") {
        @Override
        AutoCloseable make() throws Exception {
            return used(Schedulers.single());
        }
    },
    REACTOR_ELASTIC(Library.REACTOR, "boundedElastic-") {
        @Override
        AutoCloseable make() throws Exception {
            return used(Schedulers.boundedElastic());
        }
    },
    REACTOR_EVICTOR(Library.REACTOR, "boundedElastic-evictor-") {
        @Override
        AutoCloseable make() throws Exception {
            return used(Schedulers.boundedElastic());
        }
    },
    HIKARI_HOUSEKEEPER(Library.HIKARI, "HikariPool-") {
        @Override
        AutoCloseable make() throws Exception {
            HikariDataSource source = new HikariDataSource();
            source.setJdbcUrl("jdbc:h2:mem:made");
            source.getConnection().close();
            return source;
        }
    },
    KAFKA_PRODUCER(Library.KAFKA, "kafka-producer-network-thread") {
        @Override
        AutoCloseable make() {
            KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(Map.of(SERVERS, NOBODY), new ByteArraySerializer(), new ByteArraySerializer());
            return () -> producer.close(Duration.ZERO);
        }
    },
    KAFKA_CONSUMER(Library.KAFKA, "consumer_background_thread") {
        @Override
        AutoCloseable make() {
            KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                    Map.of(SERVERS, NOBODY, "group.id", "made", "group.protocol", "consumer"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            return () -> consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    },
    KAFKA_ADMIN(Library.KAFKA, "kafka-admin-client-thread") {
        @Override
        AutoCloseable make() {
            Admin admin = Admin.create(Map.of(SERVERS, NOBODY));
            return () -> admin.close(Duration.ZERO);
        }
    },
    GRPC_EXECUTOR(Library.GRPC, "grpc-default-executor-") {
        @Override
        AutoCloseable make() {
            return grpc();
        }
    },
    GRPC_LOOP(Library.NETTY_LOOP, "grpc-default-worker-ELG-") {
        @Override
        AutoCloseable make() {
            return grpc();
        }
    },
    GRPC_DESTROYER(Library.GRPC_SHARED, "grpc-shared-destroyer-") {
        @Override
        AutoCloseable make() throws Exception {
            AutoCloseable channel = grpc();
            channel.close();
            return () -> {};
        }
    },
    AWS(Library.AWS, "idle-connection-reaper") {
        @Override
        AutoCloseable make() {
            return ApacheHttpClient.create();
        }
    },
    HTTP_WORKER(Library.HTTP_CLIENT, "HttpClient-") {
        @Override
        AutoCloseable make() throws Exception {
            HttpServer server = server();
            java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient();
            client.send(
                    HttpRequest.newBuilder(URI.create(url(server))).build(), HttpResponse.BodyHandlers.discarding());
            return () -> {
                client.close();
                server.stop(0);
            };
        }
    },
    HTTP_DISPATCHER(Library.HTTP_SERVER, "HTTP-Dispatcher") {
        @Override
        AutoCloseable make() throws Exception {
            HttpServer server = server();
            return () -> server.stop(0);
        }
    },
    HTTP_TIMER(Library.HTTP_SERVER, "idle-timeout-task") {
        @Override
        AutoCloseable make() throws Exception {
            HttpServer server = server();
            return () -> server.stop(0);
        }
    },
    TID_SERVER(Library.TID_SERVER, "tid-profile-") {
        @Override
        AutoCloseable make() throws Exception {
            ThreadProfileServer server = ThreadProfileServer.start(0);
            try (java.net.Socket socket = new java.net.Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream()
                        .write("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                socket.getInputStream().read();
            }
            return server;
        }
    },
    WATCH_SERVICE(Library.WATCH_SERVICE, "FileSystemWatchService") {
        @Override
        AutoCloseable make() throws IOException {
            return FileSystems.getDefault().newWatchService();
        }
    };

    private static final String SERVERS = "bootstrap.servers";
    private static final String NOBODY = "127.0.0.1:9";

    final Library library;

    /** How the names of its threads begin. */
    final String names;

    Made(Library library, String names) {
        this.library = library;
        this.names = names;
    }

    /** What has been made; closing it ends its threads, unless the library keeps them. */
    abstract AutoCloseable make() throws Exception;

    private static HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private static AutoCloseable okHttp() throws Exception {
        HttpServer server = server();
        OkHttpClient client = new OkHttpClient();
        CountDownLatch answered = new CountDownLatch(1);
        client.newCall(new Request.Builder().url(url(server)).build()).enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException e) {
                answered.countDown();
            }

            @Override
            public void onResponse(Call call, Response response) {
                response.close();
                answered.countDown();
            }
        });
        answered.await();
        return () -> {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
            server.stop(0);
        };
    }

    private static AutoCloseable used(Scheduler scheduler) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        scheduler.schedule(done::countDown);
        done.await();
        return () -> {}; // shared by all, for good
    }

    private static AutoCloseable grpc() {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", 9).usePlaintext().build();
        channel.getState(true);
        return () -> channel.shutdownNow().awaitTermination(60, TimeUnit.SECONDS);
    }
}
