package io.tid.example.boot;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

/** A kitchen that cooks the courses of an order at once, a virtual thread each. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(KitchenController.class)
public class KitchenApplication {

    private static final Logger LOGGER = LoggerFactory.getLogger(KitchenApplication.class);

    public static void main(String[] args) {
        SpringApplication.run(KitchenApplication.class, args);
    }

    @Bean
    RequestIdFilter requestIdFilter() {
        return new RequestIdFilter();
    }

    @EventListener
    void tellPort(WebServerInitializedEvent event) {
        LOGGER.info("open on port {}", event.getWebServer().getPort());
    }
}
