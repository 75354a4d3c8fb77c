import type { Bytes } from "../bytes";
import { Refusal } from "./refusal";

/** One field of a protobuf message: a varint as a number, anything else as bytes. */
export interface Field {
  readonly number: number;
  readonly value: bigint | Bytes;
}

/** The fields of a message, in their order; later wire types than 5 do not exist. */
export function fieldsOf(message: Bytes): Field[] {
  const fields: Field[] = [];
  let at = 0;

  function varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined) {
        break;
      }
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) {
        return BigInt.asUintN(64, value);
      }
    }
    throw damaged();
  }

  function take(length: bigint): Bytes {
    if (length > BigInt(message.length - at)) {
      throw damaged();
    }
    const start = at;
    at += Number(length);
    return message.subarray(start, at);
  }

  while (at < message.length) {
    const key = varint();
    const number = Number(key >> 3n);
    switch (key & 7n) {
      case 0n:
        fields.push({ number, value: varint() });
        break;
      case 1n:
        fields.push({ number, value: take(8n) });
        break;
      case 2n:
        fields.push({ number, value: take(varint()) });
        break;
      case 5n:
        fields.push({ number, value: take(4n) });
        break;
      default:
        throw damaged();
    }
  }
  return fields;
}

function damaged(): Refusal {
  return new Refusal("The export is damaged.");
}
