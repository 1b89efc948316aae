"""Times one forward pass of MobileNetV2 (alpha 1.0, seven classes) as a TensorFlow graph.

Reads "<height> <width> <passes>" lines from standard input and answers each with the
median milliseconds of one pass, so that another process can take turns with it.
"""

import os
import statistics
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf  # noqa: E402

network = tf.keras.applications.MobileNetV2(
    input_shape=(None, None, 3), include_top=False, weights=None, pooling="avg"
)
outputs = tf.keras.layers.Dense(7)(network.output)
model = tf.keras.Model(network.input, outputs)


@tf.function(reduce_retracing=False)
def forward(image):
    return model(image, training=False)


for line in sys.stdin:
    height, width, passes = map(int, line.split())
    image = tf.random.uniform((1, height, width, 3), -1, 1)
    for _ in range(10):
        forward(image).numpy()
    times = []
    for _ in range(passes):
        start = time.perf_counter()
        forward(image).numpy()
        times.append((time.perf_counter() - start) * 1000)
    print(statistics.median(times), flush=True)
