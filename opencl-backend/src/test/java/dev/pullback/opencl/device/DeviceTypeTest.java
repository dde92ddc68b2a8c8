package dev.pullback.opencl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DeviceTypeTest {

    @Test
    void theBestOfSeveralClaimsCounts() {
        assertEquals(DeviceType.CPU, DeviceType.of(0b0010));
        assertEquals(DeviceType.CPU, DeviceType.of(0b0011), "the bit for the default device says nothing");
        assertEquals(DeviceType.GPU, DeviceType.of(0b0100));
        assertEquals(DeviceType.ACCELERATOR, DeviceType.of(0b1000));
        assertEquals(DeviceType.GPU, DeviceType.of(0b1110));
        assertEquals(DeviceType.OTHER, DeviceType.of(0b1_0000));
    }
}
