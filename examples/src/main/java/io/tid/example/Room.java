package io.tid.example;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A room in which players roll a die; the highest roll wins. Safe for any number of threads. */
final class Room {

    private static final Logger LOG = LogManager.getLogger();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,20}");
    private static final int MOST_PLAYERS = 8;

    private final int id;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> rolls = new LinkedHashMap<>(); // 0 until the player rolls

    Room(int id) {
        this.id = id;
        LOG.info("room {} opened", id);
    }

    void join(String player) {
        if (!NAME.matcher(player).matches()) {
            throw new Refused(400, "name must be 1 to 20 letters or digits");
        }
        lock.lock();
        try {
            if (rolls.size() == MOST_PLAYERS) {
                throw new Refused(409, "room must have at most " + MOST_PLAYERS + " players: room=" + id);
            }
            if (rolls.putIfAbsent(player, 0) != null) {
                throw new Refused(409, "name must be new in the room: name=" + player + " room=" + id);
            }
        } finally {
            lock.unlock();
        }
        LOG.info("{} joins room {}", player, id);
    }

    int roll(String player) {
        int roll = ThreadLocalRandom.current().nextInt(1, 7);
        lock.lock();
        try {
            Integer before = rolls.get(player);
            if (before == null) {
                throw new Refused(404, "player must have joined the room: room=" + id);
            }
            if (before != 0) {
                throw new Refused(409, "player must roll once: name=" + player + " room=" + id);
            }
            rolls.put(player, roll);
        } finally {
            lock.unlock();
        }
        LOG.info("{} rolls {} in room {}", player, roll, id);
        return roll;
    }

    /** Who wins, such as {@code "ann wins with 6"}: the first of those with the highest roll. */
    String close() {
        lock.lock();
        try {
            String winner = rolls.entrySet().stream()
                    .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                    .map(best -> best.getKey() + " wins with " + best.getValue())
                    .orElse("nobody wins");
            LOG.info("room {} closed: {}", id, winner);
            return winner;
        } finally {
            lock.unlock();
        }
    }
}
