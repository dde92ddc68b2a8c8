package dev.pullback.network.train;

import dev.pullback.network.data.Dataset;

/** Small problems to train on. */
final class Problems {

    private Problems() {}

    /** The exclusive or: class 1 where exactly one of both inputs is 1. */
    static Dataset xor() {
        return new Dataset("xor", 2, 2, new float[] {0, 0, 0, 1, 1, 0, 1, 1}, new int[] {0, 1, 1, 0});
    }

    /** Points of the plane in three sectors around the middle, more or less evenly spread. */
    static Dataset sectors(int samples) {
        float[] points = new float[2 * samples];
        int[] sectors = new int[samples];
        for (int i = 0; i < samples; i++) {
            double angle = i * 2.399963; // the golden angle: no two points lie near each other
            double radius = Math.sqrt((i + 0.5) / samples);
            points[2 * i] = (float) (radius * Math.cos(angle));
            points[2 * i + 1] = (float) (radius * Math.sin(angle));
            double turn = angle / (2 * Math.PI);
            sectors[i] = (int) (3 * (turn - Math.floor(turn)));
        }
        return new Dataset("sectors", 2, 3, points, sectors);
    }
}
