package io.tid.example;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The open rooms by their numbers, which start at 1 and are not used twice. Safe for any number of threads. */
final class Rooms {

    static final int MOST_OPEN = 1000;

    private final Map<Integer, Room> open = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST_OPEN);
    private final AtomicInteger lastNumber = new AtomicInteger();

    int open() {
        if (!places.tryAcquire()) {
            throw new Refused(503, "rooms must be at most " + MOST_OPEN + " at once: close one first");
        }
        int number = lastNumber.incrementAndGet();
        open.put(number, new Room(number));
        return number;
    }

    Room get(String number) {
        return orRefuse(open.get(parse(number)), number);
    }

    /** Closes the room and says who won. */
    String close(String number) {
        Room room = orRefuse(open.remove(parse(number)), number);
        places.release();
        return room.close();
    }

    private static int parse(String number) {
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException e) {
            throw new Refused(404, "room must be a number: " + Refused.quoted(number));
        }
    }

    private static Room orRefuse(@Nullable Room room, String number) {
        if (room == null) {
            throw new Refused(404, "room must be open: room=" + parse(number));
        }
        return room;
    }
}
