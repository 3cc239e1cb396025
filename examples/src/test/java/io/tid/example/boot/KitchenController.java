package io.tid.example.boot;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders. Nothing here hands the request's id on: the threads that it starts have it. */
@RestController
class KitchenController {

    private static final Logger LOGGER = LoggerFactory.getLogger(KitchenController.class);
    private static final List<String> COURSES = List.of("soup", "fish", "cake");

    @PostMapping("/orders")
    String order() {
        LOGGER.info("ordered");
        try (ExecutorService cooks = Executors.newVirtualThreadPerTaskExecutor()) {
            COURSES.forEach(course -> cooks.execute(() -> cook(course)));
        }
        return "served";
    }

    private static void cook(String course) {
        MDC.put("course", course); // this thread's alone, and gone with it
        LOGGER.info("cooked");
    }
}
