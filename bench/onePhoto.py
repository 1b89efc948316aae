"""From a photo's file to probabilities and a painted heatmap, as Python is mostly written for it.

Pillow, Keras' `predict` and Grad-CAM by GradientTape, MobileNetV2 (alpha 1.0, seven classes).
Reads a path a line, answers each with the milliseconds to the map, and to the painted photo.
"""

import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from PIL import Image  # noqa: E402

SIDE = 224
body = tf.keras.applications.MobileNetV2(
    input_shape=(SIDE, SIDE, 3), include_top=False, weights=None
)
pooled = tf.keras.layers.GlobalAveragePooling2D()(body.output)
model = tf.keras.Model(body.input, tf.keras.layers.Dense(7, activation="softmax")(pooled))
explained = tf.keras.Model(model.input, [body.output, model.output])


def gradcam(batch, label):
    with tf.GradientTape() as tape:
        maps, probabilities = explained(batch)
        score = probabilities[:, label]
    weights = tf.reduce_mean(tape.gradient(score, maps), axis=(0, 1, 2))
    heat = tf.nn.relu(tf.reduce_sum(maps[0] * weights, axis=-1)).numpy()
    return heat / max(float(heat.max()), 1e-9)


def assess(path):
    start = time.perf_counter()
    photo = Image.open(path).convert("RGB")
    pixels = np.asarray(photo.resize((SIDE, SIDE), Image.BICUBIC), "float32") / 127.5 - 1
    batch = pixels[None]
    probabilities = model.predict(batch, verbose=0)[0]
    heat = gradcam(batch, int(probabilities.argmax()))
    mapped = time.perf_counter()
    layer = Image.fromarray((heat * 255).astype("uint8")).resize(photo.size, Image.BICUBIC)
    red = Image.new("RGB", photo.size, (220, 30, 30))
    painted = Image.composite(red, photo, layer.point(lambda value: value * 0.55))
    painted.thumbnail((1024, 1024))
    painted.save(os.devnull, "png")
    return mapped - start, time.perf_counter() - start


for line in sys.stdin:
    print(*(seconds * 1000 for seconds in assess(line.rstrip("\n"))), flush=True)
