package io.tid.profile;

import java.util.List;

/** Finds groups by a method on their stacks. */
final class Groups {

    private Groups() {}

    static List<ThreadProfile.Group> with(ThreadProfile profile, Class<?> type, String method) {
        return profile.groups().stream()
                .filter(group -> group.stack().stream()
                        .anyMatch(frame -> frame.getClassName().equals(type.getName())
                                && frame.getMethodName().equals(method)))
                .toList();
    }

    static long count(ThreadProfile profile, Class<?> type, String method) {
        return with(profile, type, method).stream()
                .mapToLong(ThreadProfile.Group::count)
                .sum();
    }
}
