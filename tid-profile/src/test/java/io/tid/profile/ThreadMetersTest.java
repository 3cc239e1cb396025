package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // what is opened holds threads until it is closed
class ThreadMetersTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void shouldCountVirtualAndPlatformThreads() {
        new ThreadMeters().bindTo(registry);
        double virtual = value("jvm.threads.virtual.live");
        double platform = value("jvm.threads.platform.live");
        try (Parked parked = new Parked()
                .start(30, Thread.ofVirtual().factory(), 'a')
                .start(4, Thread.ofPlatform()::unstarted, 'b')) {
            assertThat(value("jvm.threads.virtual.live") - virtual).isEqualTo(30);
            assertThat(value("jvm.threads.platform.live") - platform).isGreaterThanOrEqualTo(4);
        }
        assertThat(registry.find("jvm.threads.live.states").gauges()).isEmpty();
    }

    @Test
    void shouldCountByKindAndStateWhenAsked() {
        ThreadMeters.withStates().bindTo(registry);
        try (Parked parked = new Parked().start(30, Thread.ofVirtual().factory(), 'a')) {
            assertThat(value("jvm.threads.live.states", "kind", "virtual", "state", "waiting"))
                    .isGreaterThanOrEqualTo(30);
            assertThat(value("jvm.threads.live.states", "kind", "platform", "state", "runnable"))
                    .isPositive();
        }
    }

    private double value(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }
}
