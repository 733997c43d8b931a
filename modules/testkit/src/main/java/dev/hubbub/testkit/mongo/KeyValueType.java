// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.mongo;

import de.bwaldvogel.mongo.backend.KeyValue;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/** Keys of an index, compared value by value. */
final class KeyValueType extends BasicDataType<Object> {
    private final ObjectDataType values = new ObjectDataType();

    @Override
    public int compare(Object left, Object right) {
        KeyValue one = (KeyValue) left;
        KeyValue other = (KeyValue) right;
        int order = Integer.compare(one.size(), other.size());
        for (int i = 0; order == 0 && i < one.size(); i++) {
            order = values.compare(one.get(i), other.get(i));
        }
        return order;
    }

    @Override
    public int getMemory(Object key) {
        return ((KeyValue) key).stream().mapToInt(values::getMemory).sum();
    }

    @Override
    public void write(WriteBuffer buffer, Object key) {
        KeyValue written = (KeyValue) key;
        buffer.putVarInt(written.size());
        written.forEach(value -> values.write(buffer, value));
    }

    @Override
    public Object read(ByteBuffer buffer) {
        Object[] read = new Object[DataUtils.readVarInt(buffer)];
        for (int i = 0; i < read.length; i++) {
            read[i] = values.read(buffer);
        }
        return new KeyValue(read);
    }

    @Override
    public Object[] createStorage(int size) {
        return new Object[size];
    }
}
