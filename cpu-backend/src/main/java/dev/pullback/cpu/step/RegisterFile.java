package dev.pullback.cpu.step;

import dev.pullback.api.type.DType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** The registers of one worker. All steps of a plan use the same, one step after the other, so that they stay in cache. */
final class RegisterFile {

    private final Map<DType, Register<?>[]> registers = new EnumMap<>(DType.class);

    RegisterFile() {
        for (DType dtype : DType.values()) {
            registers.put(dtype, new Register<?>[0]);
        }
    }

    /** Made when it is first asked for. */
    Register<?> register(DType dtype, int number) {
        Register<?>[] ofType = registers.get(dtype);
        if (number >= ofType.length) {
            ofType = Arrays.copyOf(ofType, number + 1);
            registers.put(dtype, ofType);
        }
        if (ofType[number] == null) {
            ofType[number] = Register.of(dtype);
        }
        return ofType[number];
    }
}
