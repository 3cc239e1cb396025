package io.tid.profile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One message of Protocol Buffers while it is written, with the three kinds of fields that a profile has. */
final class ProtoMessage {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A number; 0 is the default, which is not written. */
    ProtoMessage number(int field, long value) {
        if (value != 0) {
            varint(((long) field << 3) | VARINT);
            varint(value);
        }
        return this;
    }

    ProtoMessage string(int field, String value) {
        return delimited(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoMessage message(int field, ProtoMessage value) {
        return delimited(field, value.bytes.toByteArray());
    }

    private ProtoMessage delimited(int field, byte[] value) {
        varint(((long) field << 3) | LENGTH_DELIMITED);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write(((int) rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
