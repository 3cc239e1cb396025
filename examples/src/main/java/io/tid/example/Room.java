package io.tid.example;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A room in which players roll a die; the highest roll wins. Safe for any number of threads.
 *
 * <p>What happens in a room is logged under its lock, so that the log has it in the order in which it happened.
 */
final class Room {

    private static final Logger LOG = LogManager.getLogger();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,20}");
    private static final int MOST_PLAYERS = 8;
    private static final int SIDES = 6;

    private final int number;

    /** Not a monitor: on JDK 21 a virtual thread that waits for a monitor keeps its carrier. */
    final ReentrantLock lock = new ReentrantLock();

    private final Map<String, Integer> rolls = new LinkedHashMap<>(); // 0 until the player rolls
    private boolean closed;

    Room(int number) {
        this.number = number;
        LOG.info("room {} opened", number);
    }

    void join(String player) {
        requireName(player);
        lock.lock();
        try {
            requireOpen();
            if (rolls.containsKey(player)) {
                throw new Refused(409, "name must be new in the room: name=" + player + " room=" + number);
            }
            if (rolls.size() == MOST_PLAYERS) {
                throw new Refused(409, "room must have at most " + MOST_PLAYERS + " players: room=" + number);
            }
            rolls.put(player, 0);
            LOG.info("{} joins room {}", player, number);
        } finally {
            lock.unlock();
        }
    }

    int roll(String player) {
        requireName(player);
        lock.lock();
        try {
            requireOpen();
            Integer before = rolls.get(player);
            if (before == null) {
                throw new Refused(400, "player must join before a roll: name=" + player + " room=" + number);
            }
            if (before != 0) {
                throw new Refused(400, "player must roll once: name=" + player + " room=" + number);
            }
            int roll = ThreadLocalRandom.current().nextInt(1, SIDES + 1);
            rolls.put(player, roll);
            LOG.info("{} rolls {} in room {}", player, roll, number);
            return roll;
        } finally {
            lock.unlock();
        }
    }

    /** Who wins, such as {@code "ann wins with 6"}: the first to join of those with the highest roll. */
    String close() {
        lock.lock();
        try {
            closed = true;
            String winner = rolls.entrySet().stream()
                    .filter(player -> player.getValue() > 0)
                    .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                    .map(best -> best.getKey() + " wins with " + best.getValue())
                    .orElse("nobody wins");
            LOG.info("room {} closed: {}", number, winner);
            return winner;
        } finally {
            lock.unlock();
        }
    }

    private static void requireName(String player) {
        if (!NAME.matcher(player).matches()) {
            throw new Refused(400, "name must be 1 to 20 letters or digits: " + Refused.quoted(player));
        }
    }

    /** For a request that found the room just before another one closed it. */
    private void requireOpen() {
        if (closed) {
            throw new Refused(404, "room must be open: room=" + number);
        }
    }
}
