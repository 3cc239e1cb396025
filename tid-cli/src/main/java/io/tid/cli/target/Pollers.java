package io.tid.cli.target;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The pollers of {@code sun.nio.ch.Poller}, which wait for sockets on behalf of virtual threads: JDK 21 keeps them in the
 * arrays {@code READ_POLLERS} and {@code WRITE_POLLERS}, newer ones give lists by {@code readPollers()} and
 * {@code writePollers()}, in each of their modes. Who waits is in the field {@code map} of each, on all of them.
 */
final class Pollers {

    private final MethodHandle read;
    private final MethodHandle write;
    private final MethodHandle map;

    /** Initializes the class, which starts the threads of the pollers where they do not run. */
    Pollers() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.nio.ch.Poller");
        Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        read = list(lookup, type, "readPollers", "READ_POLLERS");
        write = list(lookup, type, "writePollers", "WRITE_POLLERS");
        map = lookup.findGetter(type, "map", Map.class);
    }

    private static MethodHandle list(Lookup lookup, Class<?> type, String method, String field)
            throws ReflectiveOperationException {
        try {
            return lookup.findStatic(type, method, MethodType.methodType(List.class));
        } catch (NoSuchMethodException of21) {
            MethodHandle asList = MethodHandles.publicLookup()
                    .findStatic(Arrays.class, "asList", MethodType.methodType(List.class, Object[].class))
                    .asFixedArity();
            return MethodHandles.filterReturnValue(
                    lookup.findStaticGetter(type, field, type.arrayType())
                            .asType(MethodType.methodType(Object[].class)),
                    asList);
        }
    }

    void count(Numbers numbers) {
        List<?> reading = pollers(read);
        List<?> writing = pollers(write);
        numbers.put("pollers", reading.size() + writing.size());
        numbers.put("waitingToRead", waiting(reading));
        numbers.put("waitingToWrite", waiting(writing));
    }

    private static List<?> pollers(MethodHandle list) {
        return (List<?>) call(list);
    }

    private long waiting(List<?> pollers) {
        return pollers.stream()
                .mapToLong(poller -> ((Map<?, ?>) call(map, poller)).size())
                .sum();
    }

    private static Object call(MethodHandle method, Object... arguments) {
        try {
            return method.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable undeclared) {
            throw new AssertionError(undeclared);
        }
    }
}
